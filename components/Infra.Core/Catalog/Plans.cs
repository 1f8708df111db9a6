using System.Collections.Immutable;

namespace Infra.Core.Catalog;

/// <summary>
/// The plans. Node counts by tier follow the reference platform; sizes are not published: ours are the smallest current general-purpose
/// machine with at least that memory, which each cloud defines. Whether a region offers them all is not checked here: the newest and
/// smallest regions do not, and their cloud reports it.
/// </summary>
internal static class Plans
{
    private static readonly (int MemoryGiB, int VirtualCpus)[] Sizes = [(4, 2), (8, 2), (16, 4), (32, 8), (64, 16)];

    /// <summary>Every size in three tiers, with the given node counts.</summary>
    internal static ImmutableSortedDictionary<string, ServicePlan> Tiers(int startup, int business, int premium) =>
        Of(("startup", startup), ("business", business), ("premium", premium));

    /// <summary>The sizes of a type whose services have one node, or fewer tiers.</summary>
    internal static ImmutableSortedDictionary<string, ServicePlan> Of(params (string Name, int Nodes)[] tiers) =>
        (
            from tier in tiers
            from size in Sizes
            select new ServicePlan($"{tier.Name}-{size.MemoryGiB}", tier.Nodes, size.VirtualCpus, size.MemoryGiB)
        ).ToImmutableSortedDictionary(plan => plan.Name, plan => plan, StringComparer.Ordinal);
}
