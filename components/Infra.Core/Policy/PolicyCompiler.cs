using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Policy;

/// <summary>Makes the intent: what the stack file and the catalogue together say about who may talk to whom.</summary>
public static class PolicyCompiler
{
    /// <summary>All flows of a project, sorted by key. A flow without any possible source does not exist: empty never means everyone.</summary>
    public static NetworkPolicy Compile(ProjectSpec spec, ProjectTopology topology) =>
        new([.. spec.Services.Values.SelectMany(service => Flows(spec, service, topology)).OrderBy(flow => flow.Key, StringComparer.Ordinal)]);

    private static IEnumerable<Flow> Flows(ProjectSpec spec, ServiceSpec service, ProjectTopology topology)
    {
        var type = ServiceCatalog.Types[service.Type];
        var ports = topology.Ports[service.Name];
        yield return new Flow(
            $"{service.Name}/ssh/management",
            new FlowSource.Networks(FlowZones.Management, spec.ManagementSources),
            service.Name,
            IpProtocol.Tcp,
            [ReservedPorts.Ssh],
            "operators log in and push changes");

        if (!service.AllowedSources.IsEmpty)
        {
            foreach (var component in type.Components.Where(component => component.ForClients))
            {
                yield return new Flow(
                    $"{service.Name}/{component.Name}/clients",
                    new FlowSource.Networks("clients", service.AllowedSources),
                    service.Name,
                    component.Protocol,
                    [ports[component.Name]],
                    $"{component.Purpose} for the service's clients");
            }
        }

        if (service.Nodes > 1)
        {
            yield return new Flow(
                $"{service.Name}/wireguard/peers",
                new FlowSource.Peers(),
                service.Name,
                IpProtocol.Udp,
                [ReservedPorts.WireGuard],
                "the tunnel between the service's nodes");

            foreach (var peer in type.PeerFlows)
            {
                yield return new Flow(
                    $"{service.Name}/{peer.Name}/mesh",
                    new FlowSource.MeshPeers(),
                    service.Name,
                    type.Components.First(component => component.Name == peer.Components[0]).Protocol,
                    PortsOf(peer.Components, ports),
                    peer.Reason);
            }
        }
    }

    private static ImmutableArray<int> PortsOf(ImmutableArray<string> components, ImmutableSortedDictionary<string, int> ports) =>
        [.. components.Select(component => ports[component]).Distinct().Order()];
}
