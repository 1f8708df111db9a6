using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Sdn.Aws;

/// <summary>
/// Lowers the policy to security groups; see docs/firewall.md. A rule that names a prefix list costs about as much as a
/// group may hold, so it has a group of its own: else neither two of them nor its successor, which is made before it
/// goes, would find room.
/// </summary>
public static class SecurityGroupCompiler
{
    /// <summary>The groups around a service's nodes, all of which each node has; the service's own is the first, the others are sorted by key.</summary>
    /// <exception cref="ArgumentException">The project has no such service.</exception>
    public static ImmutableArray<SecurityGroup> Compile(ProjectPlan plan, string service)
    {
        if (!plan.Spec.Services.ContainsKey(service))
        {
            throw new ArgumentException($"Project {plan.Spec.Name} has no service {service}.", nameof(service));
        }

        var flows = plan.Policy.Flows.Where(flow => flow.Service == service).ToImmutableArray();
        var egress = plan.Policy.Egress.Where(flow => flow.Service == service).ToImmutableArray();
        var own = FromNetworks(service, flows)
            .Concat(flows.Where(flow => flow.Source is FlowSource.Peers).SelectMany(FromPeers))
            .Concat(ToNetworks(service, egress, plan.Topology.Cidr))
            .OrderBy(rule => rule.Key, StringComparer.Ordinal);
        return
        [
            new SecurityGroup(service, service, [.. own]),
            .. ToInternet(service, egress)
                .Select(rule => new SecurityGroup(RuleName.Of(service, rule.Protocol, rule.Ports, PrefixList.Internet.Key), service, [rule]))
                .OrderBy(group => group.Key, StringComparer.Ordinal),
        ];
    }

    // Inside the tunnel the cloud sees only the tunnel's packets; those flows are the node's own firewall's.
    private static IEnumerable<SecurityGroupRule> FromNetworks(string service, ImmutableArray<Flow> flows)
    {
        var zones =
            from flow in flows
            let networks = flow.Source as FlowSource.Networks
            where networks is not null
            group (Flow: flow, networks.Cidrs) by ZoneOf(networks);
        foreach (var zone in zones)
        {
            var set = new TrafficSet();
            foreach (var (flow, cidrs) in zone)
            {
                set.Add(flow.Protocol, flow.Ports, cidrs, NameOf(flow.Key));
            }

            foreach (var traffic in set.Compress())
            {
                yield return Rule($"{service}.{zone.Key}", SdnDirection.Ingress, traffic);
            }
        }
    }

    // Clients are clients, whichever way they come in: neither opening a list to everyone nor adding a peering renames rules.
    private static string ZoneOf(FlowSource.Networks networks) =>
        networks.Zone is FlowZones.Management or FlowZones.Platform ? networks.Zone : FlowZones.Clients;

    // Tunnel packets cross the network in both directions, and either side may speak first.
    private static IEnumerable<SecurityGroupRule> FromPeers(Flow flow) =>
        from ports in flow.Ports.IsEmpty ? [null] : NumberRange.Of(flow.Ports).Select(ports => (NumberRange?)ports)
        from direction in new[] { SdnDirection.Ingress, SdnDirection.Egress }
        select new SecurityGroupRule(
            RuleName.Of($"{flow.Service}.peers", flow.Protocol, ports, direction == SdnDirection.Ingress ? "in" : "out"),
            direction,
            flow.Protocol,
            ports,
            new SecurityGroupRemote.SameService(),
            NameOf(flow.Key));

    private static IEnumerable<SecurityGroupRule> ToInternet(string service, ImmutableArray<EgressFlow> egress) =>
        from flow in egress
        where ReachesInternet(flow)
        group flow by flow.Protocol into protocol
        from ports in PortsOf(protocol)
        select new SecurityGroupRule(
            RuleName.Of($"{service}.egress", protocol.Key, ports, PrefixList.Internet.Key),
            SdnDirection.Egress,
            protocol.Key,
            ports,
            new SecurityGroupRemote.List(PrefixList.Internet),
            string.Join(", ", protocol.Select(flow => NameOf(flow.Key)).Order(StringComparer.Ordinal)));

    private static IEnumerable<NumberRange?> PortsOf(IEnumerable<EgressFlow> flows) => flows.Any(flow => flow.Ports.IsEmpty)
        ? [flows.First().Protocol is IpProtocol.Tcp or IpProtocol.Udp ? new NumberRange(0, 65535) : null]
        : NumberRange.Of(flows.SelectMany(flow => flow.Ports)).Select(ports => (NumberRange?)ports);

    private static IEnumerable<SecurityGroupRule> ToNetworks(string service, ImmutableArray<EgressFlow> egress, Cidr project)
    {
        var set = new TrafficSet();
        foreach (var flow in egress)
        {
            var cidrs = AwsPlatform.Filtered(flow, project);
            var already = egress.Where(ReachesInternet).Where(other => other.Protocol is null || other.Protocol == flow.Protocol).ToList();
            var (covered, others) = already.Exists(other => other.Ports.IsEmpty)
                ? (flow.Ports, [])
                : (flow.Ports.Intersect(already.SelectMany(other => other.Ports)).ToImmutableArray(),
                    flow.Ports.Except(already.SelectMany(other => other.Ports)).ToImmutableArray());

            // What the rules about the internet say already is not said again.
            var beyond = CidrSet.Subtract(cidrs, PrefixList.Internet.Entries);
            if (flow.Ports.IsEmpty)
            {
                set.Add(flow.Protocol, flow.Ports, already.Exists(other => other.Ports.IsEmpty) ? beyond : cidrs, NameOf(flow.Key));
                continue;
            }

            if (!covered.IsEmpty)
            {
                set.Add(flow.Protocol, covered, beyond, NameOf(flow.Key));
            }

            if (!others.IsEmpty)
            {
                set.Add(flow.Protocol, others, cidrs, NameOf(flow.Key));
            }
        }

        return set.Compress().Select(traffic => Rule($"{service}.egress", SdnDirection.Egress, traffic));
    }

    private static bool ReachesInternet(EgressFlow flow) => CidrSet.Subtract(PrefixList.Internet.Entries, flow.Cidrs).IsEmpty;

    private static SecurityGroupRule Rule(string prefix, SdnDirection direction, Traffic traffic) => new(
        RuleName.Of(prefix, traffic.Protocol, traffic.Ports, RuleName.Of(traffic.Cidr)),
        direction,
        traffic.Protocol,
        traffic.Ports,
        new SecurityGroupRemote.Network(traffic.Cidr),
        string.Join(", ", traffic.Purposes));

    /// <summary>The middle of a flow's key: the component, the peers' tunnel, the destination's name.</summary>
    private static string NameOf(string flowKey) => flowKey.Split('/')[1];
}
