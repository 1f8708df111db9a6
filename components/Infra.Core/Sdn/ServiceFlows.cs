using System.Collections.Immutable;
using Infra.Core.Policy;
using Infra.Core.Spec;

namespace Infra.Core.Sdn;

/// <summary>
/// What the filter around one service's nodes has to say, on any cloud: where every lowering of the policy begins. Which
/// flows a cloud sees, which are one for it, and which none can say is decided here, once.
/// </summary>
/// <remarks>
/// From here there are two ways, because clouds' rules differ in what one of them holds. On AWS it is one network and one
/// range of ports, and a resource of its own that is named by these: <see cref="TrafficSet"/> takes flows apart and joins
/// them as is shortest. On Azure and Google Cloud it is a list of networks and one of ports, which change in place under a
/// lasting name: <see cref="Openings.OpeningCompiler"/> joins only what has one meaning. Neither can be made from the
/// other: openings no longer tell which component a port is for, which AWS's rules say behind each network; and traffic
/// no longer tells which list a network stood in, which is what the other clouds' rules are named by.
/// </remarks>
/// <param name="Flows">Connections to its nodes, sorted by key.</param>
/// <param name="Egress">Connections that its nodes open, as far as the cloud filters them, sorted by key.</param>
/// <param name="Refused">Flows that no cloud's filter can say; they are in neither list.</param>
internal sealed record ServiceFlows(
    string Name,
    ServiceSpec Spec,
    ImmutableArray<FlowRole> Flows,
    ImmutableArray<EgressFlow> Egress,
    ImmutableArray<RefusedFlow> Refused
)
{
    /// <summary>The same, with nothing refused: a filter for part of the policy is none.</summary>
    /// <exception cref="InvalidOperationException">A flow cannot be expressed.</exception>
    internal ServiceFlows Whole => Refused.IsEmpty ? this : throw Refused[0].Exception();

    /// <exception cref="ArgumentException">The project has no such service.</exception>
    internal static ServiceFlows Of(ProjectPlan plan, string service)
    {
        if (!plan.Spec.Services.TryGetValue(service, out var spec))
        {
            throw new ArgumentException($"Project {plan.Spec.Name} has no service {service}.", nameof(service));
        }

        // Inside the tunnel the cloud sees the tunnel's packets alone; networks without any network are nobody.
        // Clients are one set, whichever way they come in: a peering parts their flows, not their rules.
        var roles = ClientFlows
            .Join(plan.Policy.Flows.Where(flow => flow.Service == service))
            .Where(flow => flow.Source is not (FlowSource.MeshPeers or FlowSource.Networks { Cidrs.IsEmpty: true }))
            .Select(flow => FlowRole.Of(flow, spec))
            .ToImmutableArray();
        var egress = UnfilteredNetworks
            .Without(plan.Policy.Egress.Where(flow => flow.Service == service), UnfilteredNetworks.Of(plan.Spec.Cloud, plan.Topology.Cidr))
            .ToLookup(flow => flow.Protocol is not null || flow.Ports.IsEmpty);
        return new ServiceFlows(
            service,
            spec,
            [.. roles.Select(read => read.Role).OfType<FlowRole>()],
            [.. egress[true]],
            [
                .. roles.Select(read => read.Refused).OfType<RefusedFlow>(),
                .. egress[false]
                    .Select(flow => new RefusedFlow(flow.Key, "it names ports of every protocol, and not every protocol has ports.")),
            ]
        );
    }
}
