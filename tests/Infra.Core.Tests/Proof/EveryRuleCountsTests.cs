using Infra.Core.Addressing;
using Infra.Core.Clouds.Local;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;
using Infra.Reachability.Iptables;
using Infra.Reachability.Nft;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// The proof's own control: without any one rule of the emitted text it must fail. So it covers every rule, and no rule is redundant.
/// </summary>
[Trait("Category", "Long")]
public sealed class EveryRuleCountsTests
{
    // Few clients, or everyone: a rule may be hidden in one of them. No service offers UDP to clients yet; a rule about it would be
    // hidden in both.
    private static readonly ProjectPlan Few = Plan("10.7.0.0/16, \"2001:db8:7::/64\"");
    private static readonly ProjectPlan Everyone = WithUdp(Plan("0.0.0.0/0, \"::/0\""));

    // Clients in a set with ports, where UDP needs no rule of its own; and nodes that may reach only named destinations.
    private static readonly ProjectPlan Differing = WithUdp(
        Plan(
            "10.7.0.0/16, \"2001:db8:7::/64\"",
            "prometheus: { allowedSources: [10.9.0.0/16, \"2001:db8:9::/64\"] }",
            "{ mirror: { to: [10.9.0.0/16, \"2001:db8:9::/64\"], ports: [443] }, log: { to: [10.8.0.0/16], protocol: udp, ports: [514] } }"
        )
    );

    // Destinations that contain the nodes themselves: no stack file can express this, and nothing would leave unencrypted if one did.
    private static readonly ProjectPlan Wide = Widened(Few);

    // The other kinds of mesh; with clients and destinations that contain the nodes, because without them no rule is needed that keeps
    // peers from connecting past the mesh.
    private static readonly ProjectPlan[] Meshes =
    [
        .. Words
            .Meshes.Keys.Where(mesh => mesh != "wireguard")
            .SelectMany(mesh =>
                new[] { Plan("10.7.0.0/16, \"2001:db8:7::/64\"", mesh: mesh), Widened(WithUdp(Plan("0.0.0.0/0, \"::/0\"", mesh: mesh))) }
            ),
    ];

    // Addresses by DHCP; and no IPv6, so only IPv4 rules are checked.
    private static readonly ProjectPlan Aws = StackText.Plan(StackText.On("aws", "eu-west-1"));

    // Its agent's address is part of the internet, which is open.
    private static readonly ProjectPlan Azure = StackText.Plan(StackText.On("azure", "westeurope"));

    [Theory]
    [InlineData("rules.v4")]
    [InlineData("rules.v6")]
    public void AnyRule_Removed_IsNoticed(string file)
    {
        ProjectPlan[] plans =
        [
            Few,
            Everyone,
            Differing,
            Wide,
            .. Meshes,
            .. file == "rules.v4" ? [Aws, Azure] : Array.Empty<ProjectPlan>(),
        ];
        Assert.All(plans, plan => Assert.Empty(Differences(plan, file, text => text)));
        var rules = plans.SelectMany(plan => Rules(plan, file)).Distinct().ToList();

        Assert.True(rules.Count > 25, "there must be rules to remove");
        Assert.All(rules, rule =>
            Assert.True(
                plans.Any(plan =>
                    Rules(plan, file).Contains(rule)
                    && Differences(plan, file, text => StackText.Replace(text, "\n" + rule + "\n", "\n")).Any()
                ),
                $"nothing depends on {rule}"
            )
        );
    }

    [Theory]
    [InlineData("-A INFRA-INPUT -m conntrack --ctstate INVALID -j DROP", "-A INFRA-INPUT -m conntrack --ctstate INVALID -j ACCEPT")]
    [InlineData("infra-management-4 src -p tcp -m multiport --dports 22", "infra-management-4 src -p tcp -m multiport --dports 22,23")]
    [InlineData("infra-management-4 src -p tcp", "infra-management-4 src -p udp")]
    [InlineData("-A INFRA-REFUSE -j REJECT --reject-with icmp-port-unreachable", "-A INFRA-REFUSE -j DROP")]
    [InlineData("-A INFRA-REFUSE -p tcp -j REJECT --reject-with tcp-reset", "-A INFRA-REFUSE -p tcp -j DROP")]
    [InlineData("-A INFRA-OUTPUT -j INFRA-REFUSE", "-A INFRA-OUTPUT -j ACCEPT")]
    [InlineData("-A INFRA-FORWARD -j INFRA-REFUSE", "-A INFRA-FORWARD -j RETURN")]
    [InlineData("infra-platform-4 dst,dst -j ACCEPT", "infra-platform-4 src,dst -j ACCEPT")]
    [InlineData("-m owner --uid-owner 0 -m set --match-set infra-metadata-4", "-m set --match-set infra-metadata-4")]
    [InlineData("--uid-owner 0", "--uid-owner 65534")]
    [InlineData("infra-management-4 dst -p tcp", "infra-peers-4 dst -p tcp")]
    public void Rule_Weakened_IsNoticed(string find, string replace) =>
        Assert.NotEmpty(Differences(Few, "rules.v4", rules => StackText.Replace(rules, find, replace)));

    [Fact]
    public void LocalSdn_AnyRuleRemoved_IsNoticed()
    {
        var text = LocalSdn.Emit(Few.Spec, Few.Topology, Few.Policy);
        var packets = SdnPackets(Few).ToList();
        var whole = Decisions(text, packets);
        var rules = text.Split('\n').Where(line => line.Contains(" counter ", StringComparison.Ordinal)).ToList();

        Assert.True(rules.Count > 8, "there must be rules to remove");
        Assert.All(rules, rule =>
            Assert.False(whole.SequenceEqual(Decisions(StackText.Replace(text, rule + "\n", ""), packets)), $"nothing depends on {rule}")
        );
    }

    private static List<(Verdict, string)> Decisions(string text, List<Packet> packets)
    {
        var sdn = NftText.Parse(text);
        return [.. packets.Select(sdn.Decide).Select(decision => (decision.Verdict, decision.With))];
    }

    private static IEnumerable<Packet> SdnPackets(ProjectPlan plan)
    {
        var intent = new Intent(plan);
        foreach (var address in plan.Topology.Nodes.SelectMany(NodeIps.Of))
        {
            foreach (
                var packet in PacketClasses.Of(
                    PacketClasses.Addresses(address.V6, intent.Boundaries, intent.OutboundBoundaries),
                    address,
                    PacketClasses.Ports(intent.Boundaries)
                )
            )
            {
                yield return packet with
                {
                    InInterface = "client",
                    OutInterface = "tap1",
                };
                yield return packet with
                {
                    Source = packet.Destination,
                    Destination = packet.Source,
                    InInterface = "tap2",
                    OutInterface = "internet",
                    RoutedBack = false,
                };
                yield return packet with
                {
                    Source = packet.Destination,
                    Destination = packet.Source,
                    InInterface = "tap1",
                    OutInterface = "internet",
                };
                yield return packet with
                {
                    InInterface = "internet",
                    OutInterface = "tap1",
                    State = Tracking.Established,
                };
                yield return packet with
                {
                    InInterface = "internet",
                    OutInterface = "tap1",
                    State = Tracking.Invalid,
                };
            }
        }
    }

    private static IEnumerable<string> Differences(ProjectPlan plan, string file, Func<string, string> change)
    {
        var intent = new Intent(plan);
        var node = plan.Topology.Nodes[0];
        var v6 = file == "rules.v6";
        var filter = FilterText.Parse(change(File(plan, file)), v6, IpSetText.Parse(File(plan, "sets")).Sets);
        var destination = NodeIps.Of(node).Single(address => address.V6 == v6);
        var others = PacketClasses.Addresses(v6, intent.Boundaries, intent.OutboundBoundaries, filter.Boundaries);
        var ports = PacketClasses.Ports(intent.Boundaries, intent.OutboundBoundaries, filter.Boundaries);
        var inward = PacketClasses
            .Of(others, destination, ports)
            .Concat(PacketClasses.Control(others.Take(40), destination))
            .SelectMany(packet =>
                new[]
                {
                    packet,
                    packet with
                    {
                        InInterface = "wg0",
                    },
                    packet with
                    {
                        InInterface = "ipsec0",
                    },
                    packet with
                    {
                        InInterface = "lo",
                    },
                    packet with
                    {
                        State = Tracking.Established,
                    },
                    packet with
                    {
                        State = Tracking.Invalid,
                    },
                }
            );
        var outward = PacketClasses
            .Outward(PacketClasses.Of(others, destination, ports).Concat(PacketClasses.Control(others.Take(10), destination)))
            .SelectMany(packet =>
                new[]
                {
                    packet with
                    {
                        OutInterface = "eth0",
                    },
                    packet with
                    {
                        OutInterface = "wg0",
                    },
                    packet with
                    {
                        OutInterface = "ipsec0",
                    },
                    packet with
                    {
                        OutInterface = "lo",
                    },
                    packet with
                    {
                        OutInterface = "eth0",
                        State = Tracking.Established,
                    },
                    packet with
                    {
                        OutInterface = "eth0",
                        State = Tracking.Invalid,
                    },
                }
            );
        // Replies to untracked packets.
        var answers = PacketClasses
            .Of(others, destination, ports)
            .Where(packet => packet.Protocol == ProtocolNumber.Tcp)
            .SelectMany(packet =>
                new[] { false, true }.Select(opens =>
                    packet with
                    {
                        SourcePort = packet.DestinationPort,
                        DestinationPort = 40000,
                        Opens = opens,
                        State = Tracking.Untracked,
                    }
                )
            )
            .ToList();
        inward = inward.Concat(
            answers.SelectMany(packet => new[] { packet, packet with { InInterface = "wg0" }, packet with { InInterface = "ipsec0" } })
        );
        outward = outward.Concat(
            PacketClasses
                .Outward(answers)
                .SelectMany(packet => new[] { "eth0", "wg0", "ipsec0" }.Select(name => packet with { OutInterface = name }))
        );
        var decided = inward
            .Select(packet => (packet, intent.AtNode(node, packet), filter.Decide("INFRA-INPUT", packet)))
            .Concat(outward.Select(packet => (packet, intent.FromNode(node, packet), filter.Decide("INFRA-OUTPUT", packet))))
            .Concat(
                PacketClasses
                    .Of([destination], destination, [22])
                    .Select(packet => (packet, Verdict.Reject, filter.Decide("INFRA-FORWARD", packet)))
            );
        foreach (var (packet, wanted, decision) in decided)
        {
            var answer =
                wanted != Verdict.Reject ? ""
                : packet.Protocol == ProtocolNumber.Tcp ? "tcp-reset"
                : v6 ? "icmp6-port-unreachable"
                : "icmp-port-unreachable";
            if ((decision.Verdict, decision.With) != (wanted, answer))
            {
                yield return $"{packet}: {decision}";
            }
        }
    }

    private static ProjectPlan Widened(ProjectPlan plan) =>
        plan with
        {
            Policy = plan.Policy with { Egress = [.. plan.Policy.Egress.Select(Widened)] },
        };

    private static EgressFlow Widened(EgressFlow flow) =>
        flow.Purpose.Zone == FlowZones.Internet
            ? flow with
            {
                Cidrs = CidrSet.Merge([
                    .. flow.Cidrs,
                    StackText.Plan(StackText.Good).Topology.Cidr,
                    StackText.Plan(StackText.Good).Topology.Ula,
                ]),
            }
            : flow;

    private static ProjectPlan Plan(string sources, string components = "", string egress = "open", string mesh = "wireguard") =>
        StackText.Plan(
            StackText
                .With("allowedSources: [10.7.0.0/16]", $"allowedSources: [{sources}]\n        components: {{ {components} }}")
                .Replace("mesh: wireguard", $"mesh: {mesh}", StringComparison.Ordinal)
                .Replace("[198.51.100.0/28]", $"[198.51.100.0/28, \"2001:db8:51::/64\"]\n    egress: {egress}", StringComparison.Ordinal)
        );

    private static ProjectPlan WithUdp(ProjectPlan plan)
    {
        var clients = (FlowPurpose.Clients)plan.Policy.Flows.First(flow => flow.Purpose is FlowPurpose.Clients { Component: "pg" }).Purpose;
        var udp = new Flow("orders-db", clients with { Component = "udp" }, IpProtocol.Udp, Ports.Of(12000), "x");
        return plan with { Policy = new NetworkPolicy([.. plan.Policy.Flows, udp], plan.Policy.Egress) };
    }

    private static List<string> Rules(ProjectPlan plan, string file) =>
        [
            .. File(plan, file)
                .Split('\n')
                .Where(line =>
                    line.StartsWith("-A INFRA-", StringComparison.Ordinal) && !line.StartsWith("-A INFRA-MARK ", StringComparison.Ordinal)
                ),
        ];

    private static string File(ProjectPlan plan, string name) =>
        Filled.InService(plan, plan.Topology.Nodes[0].Key, []).Files.Single(file => file.Path == $"/etc/infra/firewall/{name}").Content;
}
