using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Policy;

/// <summary>Makes the intent: what the stack file and the catalogue together say about who may talk to whom.</summary>
public static class PolicyCompiler
{
    /// <summary>The policy of a project. A flow without any possible source does not exist: empty never means everyone.</summary>
    public static NetworkPolicy Compile(ProjectSpec spec, ProjectTopology topology) =>
        new([
            .. spec.Services.Values.SelectMany(service => Flows(spec, service, topology)).OrderBy(flow => flow.Key, StringComparer.Ordinal),
        ])
        {
            Egress =
            [
                .. spec
                    .Services.Keys.SelectMany(service => EgressRules.Of(spec, service))
                    .OrderBy(flow => flow.Key, StringComparer.Ordinal),
            ],
        };

    private static IEnumerable<Flow> Flows(ProjectSpec spec, ServiceSpec service, ProjectTopology topology)
    {
        var type = ServiceCatalog.Types[service.Type];
        return
        [
            .. Operators(spec, service),
            .. Clients(spec, service, type, topology),
            .. service.Nodes > 1 ? Peers(service, type, topology) : [],
        ];
    }

    private static IEnumerable<Flow> Operators(ProjectSpec spec, ServiceSpec service) =>
        [
            new(
                $"{service.Name}/ssh/management",
                new FlowSource.Networks(FlowZones.Management, spec.ManagementSources),
                service.Name,
                IpProtocol.Tcp,
                [ReservedPorts.Ssh],
                "operators log in and push changes"
            ),
            new(
                $"{service.Name}/agent/platform",
                new FlowSource.Networks(FlowZones.Platform, spec.ManagementSources),
                service.Name,
                IpProtocol.Tcp,
                [ReservedPorts.PlatformManagement],
                "the platform manages the service"
            ),
        ];

    // The key says "clients" whoever they are: who is let in changes often, and must not rename rules.
    private static IEnumerable<Flow> Clients(ProjectSpec spec, ServiceSpec service, ServiceType type, ProjectTopology topology) =>
        from component in type.ForClients
        let sources = service.SourcesOf(component.Name)
        where !sources.IsEmpty
        let flow = new Flow(
            ClientFlows.Key(service.Name, component.Name),
            new FlowSource.Networks(FlowZones.OfClients(sources), sources),
            service.Name,
            component.Protocol,
            [PortOf(component, service, topology)],
            $"{component.Purpose} for the service's clients"
        )
        from part in ClientFlows.Split(flow, spec.Peerings.Values)
        select part;

    private static IEnumerable<Flow> Peers(ServiceSpec service, ServiceType type, ProjectTopology topology) =>
        [
            new(
                $"{service.Name}/wireguard/peers",
                new FlowSource.Peers(),
                service.Name,
                IpProtocol.Udp,
                [ReservedPorts.WireGuard],
                "the tunnel between the service's nodes"
            ),
            .. from peer in type.PeerFlows
            let components = peer.Components.Select(type.Component).ToImmutableArray()
            select new Flow(
                $"{service.Name}/{peer.Name}/mesh",
                new FlowSource.MeshPeers(),
                service.Name,
                components[0].Protocol,
                [.. components.Select(component => PortOf(component, service, topology)).Distinct().Order()],
                peer.Reason
            )
            {
                OnlyTo = NodesOf(components[0], service, topology),
            },
        ];

    private static int PortOf(ServiceComponent component, ServiceSpec service, ProjectTopology topology) =>
        component.FixedPort ?? topology.Ports[service.Name][component.Name];

    private static ImmutableSortedSet<string>? NodesOf(ServiceComponent component, ServiceSpec service, ProjectTopology topology) =>
        component.OnFirst is { } first && first < service.Nodes
            ? topology
                .Nodes.Where(node => node.Service == service.Name)
                .OrderBy(node => node.Slot)
                .Take(first)
                .Select(node => node.Key)
                .ToImmutableSortedSet(StringComparer.Ordinal)
            : null;
}
