using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Spec.Peerings;
using Infra.Core.Topology;

namespace Infra.Cli.Graphs;

/// <summary>
/// A stack as a graph: the network with its zones, subnets and nodes; services and their nodes; peerings; and, from the policy that all
/// firewalls are generated from, who may connect to what. <c>infra policy</c> shows the same in full.
/// </summary>
internal static class GraphOfPlan
{
    // Of 8,000 networks a graph shows only the first; `infra policy --json` has all.
    private const int Shown = 4;

    private const string Bastions = $"service/{Bastion.Owner}";

    internal static NetworkGraph Of(string stack, ProjectPlan plan)
    {
        var (spec, topology) = (plan.Spec, plan.Topology);
        var origins = Incoming(plan);
        var destinations = Outgoing(plan);
        var outside = origins
            .Where(origin => origin.Origin.Peering is null && origin.Origin.Zone != FlowZones.Bastions)
            .Select(origin => (origin.Key, Label: Label(origin.Origin.Zone, origin.Origin.Sources)))
            .Concat(
                destinations
                    .GroupBy(to => to.Key)
                    .Select(to => (to.Key, Label: Label(Name(to.Select(one => one.Flow.Purpose)), to.First().Flow.Cidrs)))
            )
            .DistinctBy(item => item.Key)
            .OrderBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => new GraphItem(item.Key, item.Label, GraphShape.Outside));
        var peers = spec.Peerings.Values.Select(peering => new GraphItem(Peer(peering), Label(peering), GraphShape.Outside));
        return new NetworkGraph(
            [$"{stack}: project {spec.Name} on {spec.Cloud.ToString().ToLowerInvariant()}, {spec.Region}"],
            [
                new GraphBox(
                    "network",
                    [spec.Network is { } existing ? $"existing network {existing.Id}" : $"network of {spec.Name}", $"{topology.Cidr}"],
                    [.. topology.Zones.Select(zone => Zone(zone, topology))],
                    [
                        .. spec.Services.Values.Select(service => new GraphItem(
                            $"service/{service.Name}",
                            [service.Name, $"{service.Type} {service.Plan}", .. Inside(plan, service.Name)],
                            GraphShape.Rounded
                        )),
                        .. topology.Bastions.IsEmpty
                            ? Array.Empty<GraphItem>()
                            : [new GraphItem(Bastions, ["bastions", "operators pass them"], GraphShape.Rounded)],
                        .. spec.Peerings.Values.Select(peering => new GraphItem(
                            $"peering/{peering.Name}",
                            [
                                $"peering {peering.Name}",
                                peering.Mode == PeeringMode.OneSided ? "the other side accepts it" : "we create both sides",
                            ]
                        )),
                    ]
                ),
            ],
            [.. peers, .. outside],
            [
                .. Arrows(origins.Select(one => (one.Key, $"service/{one.Flow.Service}", (IpProtocol?)one.Flow.Protocol, one.Flow.Ports))),
                .. topology.Machines.Select(node => new GraphArrow($"service/{node.Service}", $"node/{node.Key}", "", IsConnection: false)),
                .. spec.Peerings.Values.Select(peering => new GraphArrow(
                    Peer(peering),
                    $"peering/{peering.Name}",
                    "",
                    IsConnection: false
                )),
                .. Arrows(destinations.Select(to => ($"service/{to.Flow.Service}", to.Key, to.Flow.Protocol, to.Flow.Ports))),
            ]
        );
    }

    private static GraphBox Zone(Zone zone, ProjectTopology topology) =>
        new(
            $"zone/{zone.Key}",
            [$"zone {zone.Name}"],
            [
                .. from subnet in topology.Subnets
                where subnet.Zone.Key == zone.Key && topology.Machines.Any(node => node.Subnet.Key == subnet.Key)
                select new GraphBox(
                    $"subnet/{subnet.Key}",
                    Label(subnet),
                    [],
                    [
                        .. topology
                            .Machines.Where(node => node.Subnet.Key == subnet.Key)
                            .Select(node => new GraphItem($"node/{node.Key}", [node.Key, node.Machine.Name, .. Addresses(node)])),
                    ]
                ),
            ],
            [
                .. from subnet in topology.Subnets
                where subnet.Zone.Key == zone.Key && topology.Machines.All(node => node.Subnet.Key != subnet.Key)
                select new GraphItem($"subnet/{subnet.Key}", Label(subnet)),
            ]
        );

    private static ImmutableArray<string> Label(Subnet subnet) => [$"subnet {subnet.Key}", $"{subnet.Cidr}"];

    private static IEnumerable<string> Addresses(Node node)
    {
        yield return $"{node.Address}";
        if (node.HasPublicAddress)
        {
            yield return node.PublicAddress is { } known ? $"public {known}" : "a public address";
        }
    }

    // Traffic between nodes of a service has the service at both ends.
    private static IEnumerable<string> Inside(ProjectPlan plan, string service)
    {
        var flows = plan.Policy.Flows.Where(flow => flow.Service == service).ToList();
        foreach (var tunnel in flows.Where(flow => flow.Purpose is FlowPurpose.Tunnel))
        {
            yield return $"between its nodes: {tunnel.Purpose.Name}, {On(tunnel.Protocol, [tunnel.Ports])}";
        }

        foreach (
            var mesh in flows.Where(flow => flow.Purpose is FlowPurpose.Mesh).GroupBy(flow => flow.Protocol).OrderBy(group => group.Key)
        )
        {
            yield return $"in the tunnel: {On(mesh.Key, mesh.Select(flow => flow.Ports))}";
        }
    }

    /// <summary>Each with the item it comes from: a peering, or one item for all flows from the same networks.</summary>
    private static ImmutableArray<(string Key, ClientOrigin Origin, Flow Flow)> Incoming(ProjectPlan plan) =>
        [
            .. plan
                .Policy.Flows.SelectMany(flow =>
                    flow.Purpose is FlowPurpose.FromOutside from
                        ? ClientOrigin.Of(flow, from, plan.Spec.Peerings.Values).Select(origin => (Origin: origin, Flow: flow))
                        : []
                )
                .GroupBy(one => one.Origin.Peering is { } peering ? peering.Name : $"{one.Origin.Zone}: {Text(one.Origin.Sources)}")
                .SelectMany(same =>
                    same.Select(one =>
                        (
                            one.Origin.Zone == FlowZones.Bastions ? Bastions
                            : one.Origin.Peering is { } peering ? Peer(peering)
                            : $"from/{First(same.Select(any => any.Flow.Key))}",
                            one.Origin,
                            one.Flow
                        )
                    )
                ),
        ];

    /// <summary>Each with the item it goes to: one item for all flows to the same networks.</summary>
    private static ImmutableArray<(string Key, EgressFlow Flow)> Outgoing(ProjectPlan plan) =>
        [
            .. plan
                // The same connections as those that nodes accept from bastions.
                .Policy.Egress.Where(flow => flow.Purpose is not EgressPurpose.Nodes)
                .GroupBy(flow => $"{flow.Purpose.Zone}: {Text(flow.Cidrs)}")
                .SelectMany(same => same.Select(flow => ($"to/{First(same.Select(any => any.Key))}", flow))),
        ];

    // The cloud's own services are several, so they are named.
    private static string Name(IEnumerable<EgressPurpose> purposes)
    {
        var all = purposes.ToList();
        return all[0] is EgressPurpose.Platform
            ? $"{all[0].Zone}: {string.Join(", ", all.Select(purpose => purpose.Name).Distinct().Order(StringComparer.Ordinal))}"
            : all[0].Zone;
    }

    // Named after its meaning, not its networks: adding a network changes only a label.
    private static string First(IEnumerable<string> keys) => keys.Min(StringComparer.Ordinal)!;

    private static string Peer(PeeringSpec peering) => $"peer/{peering.Name}";

    private static string Text(ImmutableArray<Cidr> networks) => string.Join(' ', networks);

    /// <summary>One arrow per pair, with everything open between the two.</summary>
    private static IEnumerable<GraphArrow> Arrows(IEnumerable<(string From, string To, IpProtocol? Protocol, Ports Ports)> flows) =>
        flows
            .GroupBy(flow => (flow.From, flow.To))
            .OrderBy(pair => pair.Key.From, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.To, StringComparer.Ordinal)
            .Select(pair => new GraphArrow(
                pair.Key.From,
                pair.Key.To,
                string.Join(
                    ", ",
                    pair.GroupBy(flow => flow.Protocol)
                        .OrderBy(same => same.Key)
                        .Select(same => On(same.Key, same.Select(flow => flow.Ports)))
                ),
                IsConnection: true
            ));

    private static string On(IpProtocol? protocol, IEnumerable<Ports> ports) =>
        protocol is { } named ? $"{Ports.Join(ports)}/{named.Keyword()}" : "any protocol";

    private static ImmutableArray<string> Label(PeeringSpec peering) =>
        [
            $"peer {peering.Name}",
            peering.Other switch
            {
                OtherSide.Aws aws => $"{aws.Vpc} of {aws.Account}, {aws.Region}",
                OtherSide.Azure azure => $"{azure.VirtualNetwork} in {azure.ResourceGroup}",
                OtherSide.Gcp gcp => $"{gcp.Network} of {gcp.Project}",
                _ => throw new InvalidOperationException($"No words for {peering.Other}."),
            },
            .. Networks(peering.Cidrs),
        ];

    private static ImmutableArray<string> Label(string zone, ImmutableArray<Cidr> networks) =>
        // The internet needs no explanation; listing its parts, everything but the private networks, would only obscure it.
        zone == FlowZones.Internet
        && networks.Length > Shown
            ? [zone]
            : [zone, .. Networks(networks)];

    private static IEnumerable<string> Networks(ImmutableArray<Cidr> networks)
    {
        foreach (var network in networks.Take(Shown))
        {
            yield return $"{network}";
        }

        if (networks.Length > Shown)
        {
            yield return $"and {networks.Length - Shown} more";
        }
    }
}
