using Infra.Core.Clouds;
using Infra.Core.Clouds.Local;
using Infra.Core.Tests.Proof;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>The local cloud's firewall in a real kernel: a router between two nodes, clients and the internet.</summary>
[Collection(nameof(PacketTests))]
public sealed class SdnPacketTests
{
    [SkippableFact]
    public void Sdn_EveryProbe_IsAcceptedOrRefusedAsThePolicySays()
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new SdnLab();
        using var listener = Prober.Listen(lab.Node, NodeLab.Ports);
        var intent = new Intent(NodeLab.Plan);
        var results = new List<Probed>();

        Assert.DoesNotContain(lab.ProbeAll(), probed => probed.Outcome != Outcome.Accepted);
        lab.Load();
        results.AddRange(lab.ProbeAll());

        Assert.InRange(results.Count, 200, 10_000);
        foreach (var probed in results)
        {
            var wanted = intent.AtSdn("orders-db", probed.Packet) ? Outcome.Accepted : Outcome.Rejected;
            Assert.True(wanted == probed.Outcome, $"wanted {wanted}: {probed}");
            Assert.True(wanted == Outcome.Accepted || probed.Packet.Protocol != ProtocolNumber.Tcp || probed.Detail == "RST", $"{probed}");
        }

        Assert.Contains(results, probed => probed.Outcome == Outcome.Accepted);

        // The second load replaces the table with an identical one.
        var first = lab.Dump();
        lab.Load();
        Assert.Equal(first, lab.Dump());
    }

    [SkippableFact]
    public void Sdn_FromANode_OnlyTheInternetAndOnlyItsOwnAddress()
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new SdnLab();
        lab.Load();
        var (node, internet, client) = (Ip.Parse($"{NodeLab.Self.Address}"), Ip.Parse("203.0.113.10"), Ip.Parse("10.7.0.1"));
        lab.Node.Script("ip addr add 10.7.0.9/32 dev eth0");
        using var everywhere = Prober.Listen(lab.Internet, [443]);
        using var there = Prober.Listen(lab.Client, [443]);

        Packet[] packets =
        [
            new(node, internet, ProtocolNumber.Tcp) { DestinationPort = 443 },
            new(node, client, ProtocolNumber.Tcp) { DestinationPort = 443 },
            new(Ip.Parse("10.7.0.9"), internet, ProtocolNumber.Tcp) { DestinationPort = 443 },
        ];
        var results = Prober.Probe(lab.Node, packets, timeoutMilliseconds: 1500).OrderBy(probed => Array.IndexOf(packets, probed.Packet));

        Assert.Equal([Outcome.Accepted, Outcome.Rejected, Outcome.TimedOut], results.Select(probed => probed.Outcome));
    }

    /// <summary>A VM takes another's address and its port in a connection the router knows, and sends into that connection.</summary>
    [SkippableTheory]
    [InlineData("203.0.113.10", false)]
    [InlineData("2001:db8:ffff::10", false)]
    [InlineData("203.0.113.10", true)]
    [InlineData("2001:db8:ffff::10", true)]
    public void Sdn_AnotherNodesAddress_SpeaksInNoStandingConversation(string world, bool unchecked_)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new SdnLab();
        // The control: without the rule, or with it after the one about established connections, it gets through.
        lab.Load(change: text =>
            unchecked_ ? string.Join('\n', text.Split('\n').Where(line => !line.Contains("\"spoofed\"", StringComparison.Ordinal))) : text
        );
        var v6 = world.Contains(':', StringComparison.Ordinal);
        var node = $"{NodeIps.Of(NodeLab.Self).Single(address => address.V6 == v6)}";
        using var heard = new Running(lab.Internet.Python(Listener, world));

        Assert.Equal("answered\n", lab.Node.RunPython(Speaker, "", node, world, "own", "answer").Output);
        lab.OtherNode.Script($"ip addr add {node} dev eth0 {(v6 ? "nodad" : "")}");
        Assert.Equal("said\n", lab.OtherNode.RunPython(Speaker, "", node, world, "forged", "").Output);
        Assert.Equal("answered\n", lab.Node.RunPython(Speaker, "", node, world, "last", "answer").Output);

        Assert.Equal(unchecked_ ? "own forged last" : "own last", heard.End().Trim());
    }

    // Arguments: its address. Answers each datagram and finally prints everything received.
    private const string Listener = """
        import select, socket, sys
        s = socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET, socket.SOCK_DGRAM)
        s.bind((sys.argv[1], 443))
        heard = []
        while s in (ready := select.select([s, sys.stdin], [], [])[0]):
            said, who = s.recvfrom(99)
            heard.append(said.decode())
            s.sendto(b"answer", who)
        print(*heard)
        """;

    // Arguments: its address, the other's, what to send, what to wait for. Always from one port. Retries until something listens.
    private const string Speaker = """
        import socket, sys
        s = socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET, socket.SOCK_DGRAM)
        s.settimeout(1)
        s.bind((sys.argv[1], 5000))
        s.connect((sys.argv[2], 443))
        for _ in range(20):
            try:
                s.send(sys.argv[3].encode())
                if not sys.argv[4]:
                    print("said")
                    break
                if s.recv(99).decode() == sys.argv[4]:
                    print("answered")
                    break
            except OSError:
                pass
        """;

    [SkippableTheory]
    [InlineData("open")]
    [InlineData("explicit")]
    [InlineData("nowhere")]
    public void Sdn_FromANode_EveryProbeIsAsThePolicySays(string egress)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        int[] ports = [80, 443, 514, 4501, 12000];
        using var lab = new SdnLab();
        var listeners = lab.ListenAround(ports);
        var plan = NodeOutboundPacketTests.Plan(egress);
        var intent = new Intent(plan);
        var packets = SdnLab.Outward(ports);

        Assert.DoesNotContain(Prober.Probe(lab.Node, packets), probed => probed.Outcome != Outcome.Accepted);
        lab.Load(plan);
        var results = Prober.Probe(lab.Node, packets);

        Assert.Equal(packets.Count, results.Count);
        Assert.All(results, probed =>
        {
            var wanted = intent.LeavesFor("orders-db", probed.Packet, platform: false) || intent.TunnelsTo("orders-db", probed.Packet);
            Assert.True((wanted ? Outcome.Accepted : Outcome.Rejected) == probed.Outcome, $"wanted {wanted}: {probed}");
        });
        Assert.Contains(results, probed => probed.Outcome == Outcome.Accepted);
        Assert.Contains(results, probed => probed.Outcome == Outcome.Rejected);
        Assert.All(listeners, listener => listener.Dispose());
    }

    /// <summary>Whatever the project, nft loads its tables.</summary>
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Sdn_AnyProject_IsTakenByNft(int seed)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var empty = new Namespace();
        var plan = RandomProject.Of(seed, CloudKind.Local).Plan;

        empty.Script("nft -f -", LocalRouter.Emit(plan));
    }
}
