using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Policy;

/// <summary>Compiles the intent: who may talk to whom, from the stack file and the catalog.</summary>
internal static class PolicyCompiler
{
    /// <summary>The policy of a project. A flow without any source is left out: an empty list never means everyone.</summary>
    public static NetworkPolicy Compile(ProjectSpec spec, ProjectTopology topology) =>
        new(
            [.. BastionFlows.To(spec, topology), .. spec.Services.Values.SelectMany(service => Flows(spec, service, topology))],
            [.. BastionFlows.From(spec, topology), .. spec.Services.Keys.SelectMany(service => EgressRules.Of(spec, service))]
        );

    private static IEnumerable<Flow> Flows(ProjectSpec spec, ServiceSpec service, ProjectTopology topology)
    {
        var type = ServiceCatalog.Types[service.Type];
        return
        [
            .. topology.Bastions.IsEmpty ? Operators(spec, service, topology) : ThroughBastions(spec, service, topology),
            .. Clients(service, type, topology),
            .. service.Nodes > 1 ? Peers(service, type, topology) : [],
        ];
    }

    private static IEnumerable<Flow> Operators(ProjectSpec spec, ServiceSpec service, ProjectTopology topology) =>
        [
            new(
                service.Name,
                new FlowPurpose.Management(SshSources.Of(spec, topology)),
                IpProtocol.Tcp,
                Ports.Of(ReservedPorts.Ssh),
                "operators log in and push changes"
            ),
            new(
                service.Name,
                new FlowPurpose.Platform(spec.ManagementSources),
                IpProtocol.Tcp,
                Ports.Of(ReservedPorts.PlatformManagement),
                "the platform manages the service"
            ),
        ];

    private static IEnumerable<Flow> ThroughBastions(ProjectSpec spec, ServiceSpec service, ProjectTopology topology)
    {
        var bastions = BastionFlows.Addresses(topology);
        return
        [
            new(
                service.Name,
                new FlowPurpose.Management(SshSources.BehindBastions(spec, topology, bastions), FromBastions: true),
                IpProtocol.Tcp,
                Ports.Of(ReservedPorts.Ssh),
                "operators log in and push changes, through a bastion"
            ),
            new(
                service.Name,
                new FlowPurpose.Platform(bastions, FromBastions: true),
                IpProtocol.Tcp,
                Ports.Of(ReservedPorts.PlatformManagement),
                "the platform manages the service, through a bastion"
            ),
        ];
    }

    // The purpose is always "clients": who is admitted changes often, and must not rename rules.
    private static IEnumerable<Flow> Clients(ServiceSpec service, ServiceType type, ProjectTopology topology) =>
        from component in type.ForClients
        let sources = service.SourcesOf(component.Name)
        where !sources.IsEmpty
        select new Flow(
            service.Name,
            new FlowPurpose.Clients(component.Name, sources),
            component.Protocol,
            Ports.Of(PortOf(component, service, topology)),
            $"{component.Purpose} for the service's clients"
        );

    private static IEnumerable<Flow> Peers(ServiceSpec service, ServiceType type, ProjectTopology topology) =>
        [
            .. Tunnels(service),
            .. from peer in type.PeerFlows
            let components = peer.Components.Select(type.Component).ToImmutableArray()
            select new Flow(
                service.Name,
                new FlowPurpose.Mesh(peer.Name, NodesOf(components[0], service, topology)),
                components[0].Protocol,
                Ports.Of(components.Select(component => PortOf(component, service, topology))),
                peer.Reason
            ),
        ];

    private static IEnumerable<Flow> Tunnels(ServiceSpec service)
    {
        if (service.Mesh.HasWireGuard())
        {
            yield return new(
                service.Name,
                new FlowPurpose.Tunnel("wireguard"),
                IpProtocol.Udp,
                Ports.Of(ReservedPorts.WireGuard),
                "the tunnel between the service's nodes"
            );
        }

        // ESP itself crosses no network: it is always in UDP, see Mesh/IpsecConfig.
        if (service.Mesh.HasIPsec())
        {
            yield return new(
                service.Name,
                new FlowPurpose.Tunnel("ipsec"),
                IpProtocol.Udp,
                Ports.Of(ReservedPorts.IpsecKeyExchange, ReservedPorts.IpsecNatTraversal),
                "IPsec between the service's nodes: key exchange, and ESP in UDP"
            );
        }
    }

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
