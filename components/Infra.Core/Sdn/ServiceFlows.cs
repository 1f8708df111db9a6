using System.Collections.Immutable;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Sdn;

/// <summary>
/// What the filter around one service's nodes must express, on any cloud: the starting point of every lowering. Which flows a cloud sees is
/// decided here, once.
/// </summary>
/// <remarks>
/// From here there are two paths, because clouds' rules differ in what one of them can hold. On AWS a rule holds one network and one port
/// range, and is a resource named after these: <see cref="TrafficSet"/> splits flows and merges them for the fewest rules. On Azure and
/// Google Cloud a rule holds a list of networks and one of ports, which change in place under a lasting name:
/// <see cref="Openings.OpeningCompiler"/> merges only what has the same meaning. Neither can be derived from the other: openings no longer
/// tell which component a port is for, which AWS's rules state for each network; and traffic no longer tells which list a network came
/// from, which the other clouds' rules are named after.
/// </remarks>
/// <param name="Name">The service, or <see cref="Bastion.Owner"/>.</param>
/// <param name="Spec">Null for the bastions, which have no clients.</param>
/// <param name="Flows">Connections to its nodes that the cloud sees, sorted by key: of the tunnel it sees only the outer packets.</param>
/// <param name="Egress">Connections that its nodes open, as far as the cloud filters them, sorted by key.</param>
internal sealed record ServiceFlows(string Name, ServiceSpec? Spec, ImmutableArray<Flow> Flows, ImmutableArray<EgressFlow> Egress)
{
    /// <exception cref="ArgumentException">The project has no such service.</exception>
    internal static ServiceFlows Of(ProjectPlan plan, string service)
    {
        var spec = plan.Spec.Services.GetValueOrDefault(service);
        if (spec is null && !plan.Owners.Contains(service))
        {
            throw new ArgumentException($"Project {plan.Spec.Name} has no service {service}.", nameof(service));
        }

        return new ServiceFlows(
            service,
            spec,
            // An empty list of networks means nobody.
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
