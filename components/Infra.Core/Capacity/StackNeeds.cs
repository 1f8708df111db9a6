using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Capacity;

/// <summary>What a stack is made of, to be counted against quotas.</summary>
/// <param name="Nodes">Those that stand when all is made.</param>
/// <param name="Second">Those that stand beside them while a node of each service is replaced: one a service.</param>
internal sealed record StackNeeds(
    ProjectSpec Spec,
    ProjectTopology Topology,
    ImmutableArray<NodeNeed> Nodes,
    ImmutableArray<NodeNeed> Second
)
{
    /// <summary>NAT gateways: as many as the file says, in a network of the project's own.</summary>
    internal int NatGateways => CloudNeeds.NatGateways(Spec, Topology);

    /// <summary>Networks that the project makes.</summary>
    internal int Networks => Spec.Network is null ? 1 : 0;

    /// <summary>What nodes take, those that are being replaced twice.</summary>
    /// <param name="family">Of these machines alone; null for all.</param>
    /// <param name="besides">What does not double.</param>
    internal CloudNeed Of(CloudQuota quota, string what, Func<NodeNeed, int> amount, int besides = 0, string? family = null)
    {
        var now = Sum(Nodes) + besides;
        return Of(quota, what, now) with { WhileReplacing = now + Sum(Second), Of = family };

        int Sum(ImmutableArray<NodeNeed> nodes) => nodes.Where(node => family is null || node.Family == family).Sum(amount);
    }

    /// <summary>What does not double when nodes are replaced.</summary>
    internal CloudNeed Of(CloudQuota quota, string what, int number) =>
        new(quota, what, number, number, quota.In(Spec.Quotas), Spec.Quotas.ContainsKey(quota.Name));
}
