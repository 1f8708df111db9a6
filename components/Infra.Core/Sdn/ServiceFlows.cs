using System.Collections.Immutable;
using Infra.Core.Policy;
using Infra.Core.Spec;

namespace Infra.Core.Sdn;

/// <summary>
/// What the filter around one service's nodes has to say, on any cloud: where every lowering of the policy begins. Which
/// flows a cloud sees is decided here, once.
/// </summary>
/// <remarks>
/// From here there are two ways, because clouds' rules differ in what one of them holds. On AWS it is one network and one
/// range of ports, and a resource of its own that is named by these: <see cref="TrafficSet"/> takes flows apart and joins
/// them as is shortest. On Azure and Google Cloud it is a list of networks and one of ports, which change in place under a
/// lasting name: <see cref="Openings.OpeningCompiler"/> joins only what has one meaning. Neither can be made from the
/// other: openings no longer tell which component a port is for, which AWS's rules say behind each network; and traffic
/// no longer tells which list a network stood in, which is what the other clouds' rules are named by.
/// </remarks>
/// <param name="Flows">
/// Connections to its nodes that the cloud sees, sorted by key: inside the tunnel it sees the tunnel's packets alone.
/// </param>
/// <param name="Egress">Connections that its nodes open, as far as the cloud filters them, sorted by key.</param>
internal sealed record ServiceFlows(string Name, ServiceSpec Spec, ImmutableArray<Flow> Flows, ImmutableArray<EgressFlow> Egress)
{
    /// <exception cref="ArgumentException">The project has no such service.</exception>
    internal static ServiceFlows Of(ProjectPlan plan, string service)
    {
        if (!plan.Spec.Services.TryGetValue(service, out var spec))
        {
            throw new ArgumentException($"Project {plan.Spec.Name} has no service {service}.", nameof(service));
        }

        return new ServiceFlows(
            service,
            spec,
            // Networks without any network are nobody.
            [
                .. plan.Policy.Flows.Where(flow =>
                    flow.Service == service && flow.Purpose is not (FlowPurpose.Mesh or FlowPurpose.FromOutside { Sources.IsEmpty: true })
                ),
            ],
            [
                .. UnfilteredNetworks.Without(
                    plan.Policy.Egress.Where(flow => flow.Service == service),
                    UnfilteredNetworks.Of(plan.Spec.Cloud, plan.Topology.Cidr)
                ),
            ]
        );
    }
}
