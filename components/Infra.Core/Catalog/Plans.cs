using System.Collections.Immutable;

namespace Infra.Core.Catalog;

/// <summary>
/// The plans. Node counts by tier follow the reference platform; sizes are not published: chosen, as the smallest current
/// general-purpose machine with at least that memory. Which machine that is, each cloud says itself.
/// That a region has them all is not checked here: the newest and smallest ones do not, and their cloud says so.
/// </summary>
internal static class Plans
{
    private static readonly (int MemoryGiB, int VirtualCpus)[] Sizes = [(4, 2), (8, 2), (16, 4), (32, 8), (64, 16)];

    /// <summary>Every size in three tiers, with this many nodes each.</summary>
    internal static ImmutableSortedDictionary<string, ServicePlan> Tiers(int startup, int business, int premium) =>
        Of(("startup", startup), ("business", business), ("premium", premium));

    /// <summary>Every size of a type whose services have one node, or come in fewer tiers.</summary>
    internal static ImmutableSortedDictionary<string, ServicePlan> Of(params (string Name, int Nodes)[] tiers) =>
        (
            from tier in tiers
            from size in Sizes
            select new ServicePlan($"{tier.Name}-{size.MemoryGiB}", tier.Nodes, size.VirtualCpus, size.MemoryGiB)
        ).ToImmutableSortedDictionary(plan => plan.Name, plan => plan, StringComparer.Ordinal);
}
