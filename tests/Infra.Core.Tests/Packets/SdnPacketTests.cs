using Infra.Core.Firewall;
using Infra.Core.Tests.Proof;
using Infra.Core.Tests.Reader;

namespace Infra.Core.Tests.Packets;

/// <summary>The local cloud's SDN filter in a real kernel: a router between two nodes, clients and the internet.</summary>
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
            Assert.True(wanted == Outcome.Accepted || probed.Packet.Protocol != Proto.Tcp || probed.Detail == "RST", $"{probed}");
        }

        Assert.Contains(results, probed => probed.Outcome == Outcome.Accepted);

        // The second load replaces the table with an equal one.
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
            new(node, internet, Proto.Tcp) { DestinationPort = 443 },
            new(node, client, Proto.Tcp) { DestinationPort = 443 },
            new(Ip.Parse("10.7.0.9"), internet, Proto.Tcp) { DestinationPort = 443 },
        ];
        var results = Prober.Probe(lab.Node, packets, timeoutMilliseconds: 1500).OrderBy(probed => Array.IndexOf(packets, probed.Packet));

        Assert.Equal([Outcome.Accepted, Outcome.Rejected, Outcome.TimedOut], results.Select(probed => probed.Outcome));
    }

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

    /// <summary>Whatever a project is like, nft takes its tables.</summary>
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
        var plan = RandomProject.Of(seed, Core.Spec.CloudKind.Local).Plan;

        empty.Script("nft -f -", LocalRouter.Emit(plan));
    }
}
