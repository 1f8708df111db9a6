using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// Lowers the policy to security groups; see docs/firewall.md. A rule with a prefix list costs about as much as a group may hold outbound,
/// so its group has no other outbound rule: otherwise neither a second one nor its create-before-destroy successor would fit.
/// </summary>
internal static class SecurityGroupCompiler
{
    private static readonly Cidr Everyone = Cidr.Parse("0.0.0.0/0");

    /// <summary>A service's groups, all of which each node has; the service's own comes first, the others are sorted by key.</summary>
    /// <exception cref="ArgumentException">The project has no such service.</exception>
    /// <exception cref="InvalidOperationException">
    /// A flow cannot be expressed; <see cref="SecurityGroupQuota.Check"/> reports it beforehand.
    /// </exception>
    public static ImmutableArray<SecurityGroup> Compile(ProjectPlan plan, string service)
    {
        var flows = ServiceFlows.Of(plan, service);
        var own = FromNetworks(flows)
            .Concat(flows.Flows.Where(flow => flow.Purpose is FlowPurpose.Tunnel).SelectMany(FromPeers))
            .Concat(ToNetworks(flows))
            .OrderBy(rule => rule.Key, StringComparer.Ordinal);
        ImmutableArray<SecurityGroup> groups =
        [
            new SecurityGroup(service, service, [.. own]),
            .. ToInternet(flows)
                .Select(rule => new SecurityGroup(
                    string.Join(
                        '.',
                        [
                            service,
                            RuleName.Of(rule.Protocol),
                            .. rule.Ports is { } ports ? [RuleName.Of(ports)] : Array.Empty<string>(),
                            PrefixList.Internet.Key,
                        ]
                    ),
                    service,
                    [rule]
                ))
                .OrderBy(group => group.Key, StringComparer.Ordinal),
        ];
        // AWS counts inbound and outbound rules separately: an egress group has room where clients may fill the service's own.
        var roomy = groups[Math.Min(1, groups.Length - 1)];
        return groups.Replace(
            roomy,
            roomy with
            {
                Rules = [.. roomy.Rules.Append(PathMtu(roomy)).OrderBy(rule => rule.Key, StringComparer.Ordinal)],
            }
        );
    }

    private static IEnumerable<SecurityGroupRule> FromNetworks(ServiceFlows flows)
    {
        var outside =
            from flow in flows.Flows
            where flow.Purpose is FlowPurpose.FromOutside
            group (Flow: flow, From: (FlowPurpose.FromOutside)flow.Purpose) by flow.Purpose.Word;
        foreach (var word in outside)
        {
            var set = new TrafficSet();
            foreach (var (flow, from) in word)
            {
                set.Add(flow.Protocol, flow.Ports, from.Sources, from.Name);
            }

            foreach (var traffic in set.Compress())
            {
                yield return Rule($"{flows.Name}.{word.Key}", SdnDirection.Ingress, traffic);
            }
        }
    }

    // Required by IP itself, so not in the policy, as in the other layers (NetworkAclCompiler, EssentialRules). Groups do not treat it as a
    // reply to what a node sent: "If you don't explicitly configure an ICMP inbound rule for your security group, PMTUD is blocked"
    // (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html#path_mtu_discovery), and nodes have 9001 bytes where clients
    // have 1500. From anywhere: a router on the path may send it, not only the other end. IPv4 only: no project has IPv6 on AWS. The node's
    // own filter admits only errors about known connections, and echo. Named after its group: before that is removed, another one has its
    // own rule.
    private static SecurityGroupRule PathMtu(SecurityGroup group) =>
        new(
            $"{group.Key}.path-mtu",
            SdnDirection.Ingress,
            GroupProtocol.FragmentationNeeded,
            null,
            new SecurityGroupRemote.Network(Everyone),
            "path MTU: a router on the way wants smaller packets"
        );

    private static GroupProtocol Of(IpProtocol? protocol) =>
        protocol switch
        {
            null => GroupProtocol.All,
            IpProtocol.Tcp => GroupProtocol.Tcp,
            IpProtocol.Udp => GroupProtocol.Udp,
            IpProtocol.Esp => GroupProtocol.Esp,
            _ => throw new InvalidOperationException($"A security group has no rule for {protocol}."),
        };

    // Tunnel packets cross the network in both directions, and either side may initiate.
    private static IEnumerable<SecurityGroupRule> FromPeers(Flow peers) =>
        from ports in TrafficSet.RangesOf(peers.Protocol, peers.Ports)
        from direction in new[] { SdnDirection.Ingress, SdnDirection.Egress }
        select new SecurityGroupRule(
            RuleName.Of($"{peers.Service}.{peers.Purpose.Word}", peers.Protocol, ports, direction == SdnDirection.Ingress ? "in" : "out"),
            direction,
            Of(peers.Protocol),
            ports,
            new SecurityGroupRemote.SameService(),
            peers.Purpose.Name
        );

    private static IEnumerable<SecurityGroupRule> ToInternet(ServiceFlows flows) =>
        from flow in flows.Egress
        where AwsPlatform.ReachesInternet(flow)
        group flow by flow.Protocol into protocol
        from ports in PortsOf(protocol)
        select new SecurityGroupRule(
            RuleName.Of($"{flows.Name}.egress", protocol.Key, ports, PrefixList.Internet.Key),
            SdnDirection.Egress,
            Of(protocol.Key),
            ports,
            new SecurityGroupRemote.List(PrefixList.Internet),
            RuleDescription.Of(protocol.Select(flow => flow.Purpose.Name).Order(StringComparer.Ordinal))
        );

    // For one protocol, or for all.
    private static IEnumerable<NumberRange?> PortsOf(IGrouping<IpProtocol?, EgressFlow> flows) =>
        TrafficSet.RangesOf(flows.Key, Ports.Join(flows.Select(flow => flow.Ports)));

    private static IEnumerable<SecurityGroupRule> ToNetworks(ServiceFlows flows)
    {
        var set = new TrafficSet();
        var internet = flows.Egress.Where(AwsPlatform.ReachesInternet).ToList();
        foreach (var flow in flows.Egress)
        {
            // What the rules for the internet already cover is not repeated.
            var beyond = CidrSet.Subtract(flow.Cidrs, PrefixList.Internet.Entries);
            if (internet.Exists(other => other.Protocol is null))
            {
                set.Add(flow.Protocol, flow.Ports, beyond, flow.Purpose.Name);
            }
            else if (flow.Ports is Ports.Listed listed)
            {
                var already = internet
                    .Where(other => other.Protocol == flow.Protocol)
                    .SelectMany(other => other.Ports.AsNumbers())
                    .ToHashSet();
                var (covered, others) = (
                    listed.Numbers.Where(already.Contains).ToList(),
                    listed.Numbers.Where(port => !already.Contains(port)).ToList()
                );
                if (covered.Count > 0)
                {
                    set.Add(flow.Protocol, Ports.Of(covered), beyond, flow.Purpose.Name);
                }

                if (others.Count > 0)
                {
                    set.Add(flow.Protocol, Ports.Of(others), flow.Cidrs, flow.Purpose.Name);
                }
            }
            else
            {
                set.Add(flow.Protocol, flow.Ports, flow.Cidrs, flow.Purpose.Name);
            }
        }

        return set.Compress().Select(traffic => Rule($"{flows.Name}.egress", SdnDirection.Egress, traffic));
    }

    private static SecurityGroupRule Rule(string prefix, SdnDirection direction, Traffic traffic) =>
        new(
            RuleName.Of(prefix, traffic.Protocol, traffic.Ports, RuleName.Of(traffic.Cidr)),
            direction,
            Of(traffic.Protocol),
            traffic.Ports,
            new SecurityGroupRemote.Network(traffic.Cidr),
            RuleDescription.Of(traffic.Purposes)
        );
}
