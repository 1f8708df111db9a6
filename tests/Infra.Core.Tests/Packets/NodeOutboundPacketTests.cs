using Infra.Core.Addressing;
using Infra.Core.Boot;
using Infra.Core.Firewall;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Proof;
using Infra.Reachability.Iptables;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>
/// Connections opened by a node, tested with real packets: what its policy allows connects, all else is rejected on the node itself,
/// immediately.
/// </summary>
[Collection(nameof(PacketTests))]
public sealed class NodeOutboundPacketTests
{
    private const double AtOnceMilliseconds = 100;

    private static readonly int[] Ports = [22, 53, 80, 123, 443, 514, 4501, 8000, 9092, 9093, 9095, 12000, 12001, 30999];

    /// <summary>The internet, private networks, the platform, destinations and adjacent addresses. All respond.</summary>
    private static readonly string[] Others =
    [
        "203.0.113.10",
        "1.0.0.1",
        "9.255.255.254",
        "11.0.0.1",
        "223.255.255.1",
        "10.7.0.1",
        "10.9.0.1",
        "10.9.255.254",
        "10.8.255.254",
        "10.10.0.1",
        "100.64.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "198.18.0.1",
        "169.254.169.254",
        "169.254.169.123",
        "169.254.169.253",
        "198.51.100.1",
        "2001:db8:ffff::10",
        "2600::1",
        "2001:db8:7::1",
        "2001:db8:9::1",
        "2001:db8:9:ffff::1",
        "2001:db8:a::1",
        "fd00:1::1",
        "2002:a07:1::1",
        "64:ff9b::a07:1",
    ];

    [SkippableTheory]
    [InlineData("nft", "open")]
    [InlineData("nft", "explicit")]
    [InlineData("nft", "nowhere")]
    [InlineData("legacy", "open")]
    [InlineData("legacy", "explicit")]
    public void Node_EveryProbeOutward_ConnectsOrIsRefusedAtOnceAsThePolicySays(string backEnd, string egress)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        var plan = Plan(egress);
        var bundle = Filled.InService(plan, NodeLab.Self.Key, []);
        using var filter = new Filter(backEnd);
        Check(plan, Filled.Firewall(bundle), node => filter.LoadInto(node, bundle));
    }

    /// <summary>Before a node has any of our files: the rules its first boot loads from user data.</summary>
    [SkippableTheory]
    [InlineData("open")]
    [InlineData("explicit")]
    public void Node_AtItsFirstBoot_ReachesThePlatformAndDestinationsAlready(string egress)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        var plan = Plan(egress);
        var bundle = Filled.FirstBundle(plan, NodeLab.Self.Key);
        string File(string name) => bundle.Files.Single(file => file.Path == $"/etc/infra/firewall/{name}").Content;
        Check(
            plan with
            {
                Policy = plan.Policy with { Flows = [] },
            },
            NodeFirewall.Read("", File("lockdown.v4"), File("lockdown.v6")),
            node =>
                node.Script(
                    "systemctl() { :; }\n" // this machine's stays as it is
                        + Boothook
                            .Write("orders-db-1", FirstFilter.Write(new ServiceFilter(plan, "orders-db")))
                            .Replace("[ ! -e /var/lib/infra/confirmed.json ] || exit 0", "", StringComparison.Ordinal)
                )
        );
    }

    /// <summary>Connections that nodes accept need no egress: replies pass, whoever connected.</summary>
    [SkippableFact]
    public void Node_WithNowhereToGo_StillAnswersItsClients()
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var filter = new Filter("nft");
        using var server = Traffic.Serve(lab.Node, 12000);
        filter.LoadInto(lab.Node, Filled.InService(Plan("nowhere"), NodeLab.Self.Key, []));

        Assert.Equal(100_000, Traffic.Fetch(lab.World, "10.7.0.1", Ip.Parse($"{NodeLab.Self.Address}"), 12000, 100_000, 5));
        Assert.Equal(100_000, Traffic.Fetch(lab.World, "2001:db8:7::1", Ip.Parse($"{NodeLab.Self.Address6}"), 12000, 100_000, 5));
    }

    internal static ProjectPlan Plan(string egress) =>
        SmallProject.Plan(
            egress: egress switch
            {
                "open" => new EgressSpec.Open(),
                "nowhere" => SmallProject.Nowhere,
                _ => SmallProject.Only(
                    new EgressDestination(
                        "mirror",
                        [Cidr.Parse("10.9.0.0/16"), Cidr.Parse("203.0.113.10/32"), Cidr.Parse("2001:db8:9::/48")],
                        false,
                        IpProtocol.Tcp,
                        [80, 443]
                    ),
                    new EgressDestination("brokers", [Cidr.Parse("10.9.0.1/32")], false, IpProtocol.Tcp, [9092, 9093, 9094]),
                    new EgressDestination("log", [Cidr.Parse("10.7.0.1/32"), Cidr.Parse("2001:db8:7::1/128")], false, IpProtocol.Udp, [514])
                ),
            }
        );

    private static void Check(ProjectPlan plan, NodeFirewall firewall, Action<Namespace> load)
    {
        using var lab = new NodeLab();
        var here = lab.World.Script("ip -o addr show dev out");
        lab.World.Script(
            string.Join(
                '\n',
                Others
                    .Where(address => !here.Contains($" {address}/", StringComparison.Ordinal))
                    .Select(address =>
                        $"ip addr add {address}{(address.Contains(':', StringComparison.Ordinal) ? "/128 dev out nodad" : "/32 dev out")}"
                    )
            )
        );
        using var listener = Prober.Listen(lab.World, Ports);
        var intent = new Intent(plan);
        var packets = Packets;

        // Positive control: without a firewall every single one of them gets a response.
        Assert.DoesNotContain(Prober.Probe(lab.Node, packets), probed => probed.Outcome != Outcome.Accepted);

        load(lab.Node);
        var results = Prober.Probe(lab.Node, packets);

        Assert.Equal(packets.Count, results.Count);
        foreach (var probed in results)
        {
            var wanted = intent.FromNode(NodeLab.Self, probed.Packet) == Verdict.Accept ? Outcome.Accepted : Outcome.Rejected;
            Assert.True(wanted == probed.Outcome, $"wanted {wanted}: {probed}");
            var read = firewall.Output(probed.Packet);
            Assert.True((read.Verdict == Verdict.Accept) == (probed.Outcome == Outcome.Accepted), $"the reader says {read}: {probed}");
        }

        Assert.Contains(results, probed => probed.Outcome == Outcome.Accepted && probed.Packet.Destination == Ip.Parse("169.254.169.123"));
        Assert.Contains(results, probed => probed.Outcome == Outcome.Rejected);
        Assert.Empty(Prober.Slow(lab.Node, results, AtOnceMilliseconds));
    }

    private static List<Packet> Packets
    {
        get
        {
            var self = NodeLab.Self;
            var peer = NodeLab.Plan.Topology.Nodes.First(node => node.Key != self.Key);
            Ip[] sources = [Ip.Parse($"{self.Address}"), Ip.Parse($"{self.Address6}")];
            var mesh = Ip.Parse($"{peer.MeshAddress}");
            return
            [
                .. from destination in Others.Select(Ip.Parse).Concat(NodeIps.Of(peer)).Append(NodeLab.NoPeer)
                from packet in To(sources.Single(source => source.V6 == destination.V6), destination)
                select packet with
                {
                    OutInterface = "eth0",
                },
                .. To(Ip.Parse($"{self.MeshAddress}"), mesh).Select(packet => packet with { OutInterface = "wg0" }),
            ];
        }
    }

    private static IEnumerable<Packet> To(Ip source, Ip destination) =>
        from protocol in new[] { ProtocolNumber.Tcp, ProtocolNumber.Udp }
        from port in Ports
        select new Packet(source, destination, protocol) { DestinationPort = port, InInterface = "" };
}
