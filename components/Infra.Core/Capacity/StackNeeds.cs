using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Capacity;

/// <summary>The parts of a stack that count against quotas.</summary>
/// <param name="Nodes">The nodes once everything is created.</param>
/// <param name="Second">The additional nodes while a node of each service is being replaced: one per service.</param>
internal sealed record StackNeeds(
    ProjectSpec Spec,
    ProjectTopology Topology,
    ImmutableArray<NodeNeed> Nodes,
    ImmutableArray<NodeNeed> Second
)
{
    /// <summary>NAT gateways: as many as the file requests, in a network of the project's own.</summary>
    internal int NatGateways => CloudNeeds.NatGateways(Spec, Topology);

    /// <summary>Networks that the project creates.</summary>
    internal int Networks => Spec.Network is null ? 1 : 0;

    /// <summary>The nodes' resources, twice for those being replaced.</summary>
    /// <param name="family">Only machines of this family; null for all.</param>
    /// <param name="besides">Resources that are not doubled.</param>
    internal CloudNeed Of(CloudQuota quota, string what, Func<NodeNeed, int> amount, int besides = 0, string? family = null)
    {
        var now = Sum(Nodes) + besides;
        return Of(quota, what, now) with { WhileReplacing = now + Sum(Second), Of = family };

        int Sum(ImmutableArray<NodeNeed> nodes) => nodes.Where(node => family is null || node.Family == family).Sum(amount);
    }

    /// <summary>Resources that are not doubled when nodes are replaced.</summary>
    internal CloudNeed Of(CloudQuota quota, string what, int number) =>
        new(quota, what, number, number, quota.In(Spec.Quotas), Spec.Quotas.ContainsKey(quota.Name));
}
