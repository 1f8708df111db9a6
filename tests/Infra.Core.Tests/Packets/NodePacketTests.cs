using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Proof;
using Infra.Reachability.Iptables;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>
/// The emitted node firewall in a real kernel, tested with real packets: each flow connects, all else is rejected immediately.
/// </summary>
[Collection(nameof(PacketTests))]
public sealed class NodePacketTests
{
    /// <summary>Maximum time for a rejection to arrive.</summary>
    private const double AtOnceMilliseconds = 100;

    [SkippableTheory]
    [InlineData("nft", false)]
    [InlineData("legacy", false)]
    [InlineData("nft", true)]
    [InlineData("legacy", true)]
    public void Node_EveryProbe_IsAcceptedOrRefusedAtOnceAsThePolicySays(string backEnd, bool differing)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var filter = new Filter(backEnd);
        using var listener = Prober.Listen(lab.Node, NodeLab.Ports);
        var plan = differing ? NodeLab.Differing : NodeLab.Plan;
        var bundle = Filled.InService(plan, NodeLab.Self.Key, []);
        var intent = new Intent(plan);
        var firewall = Filled.Firewall(bundle);
        Assert.Equal(differing, firewall.Sets.Ported.ContainsKey("infra-clients-4"));

        // Positive control: without a firewall every single one of them gets a response.
        Assert.DoesNotContain(Prober.Probe(lab.World, NodeLab.Packets), probed => probed.Outcome != Outcome.Accepted);

        filter.LoadInto(lab.Node, bundle);
        var results = Prober.Probe(lab.World, NodeLab.Packets);

        Assert.Equal(NodeLab.Packets.Count, results.Count);
        Assert.InRange(results.Count, 250, 10_000);
        foreach (var probed in results)
        {
            var wanted = intent.AtNode(NodeLab.Self, probed.Packet) == Verdict.Accept ? Outcome.Accepted : Outcome.Rejected;
            Assert.True(wanted == probed.Outcome, $"wanted {wanted}: {probed}");

            // The reader agrees with the kernel, including the kind of response.
            var read = firewall.Input(probed.Packet);
            Assert.True((read.Verdict == Verdict.Accept) == (probed.Outcome == Outcome.Accepted), $"the reader says {read}: {probed}");
            Assert.True(probed.Outcome == Outcome.Accepted || IsAnswer(read.With, probed.Detail), $"the reader says {read}: {probed}");
        }

        Assert.Contains(results, probed => probed.Outcome == Outcome.Accepted);
        Assert.Empty(Prober.Slow(lab.World, results, AtOnceMilliseconds));
    }

    /// <summary>Silence is told from rejection: the prober's own control.</summary>
    [SkippableFact]
    public void Probe_Dropped_IsATimeoutAndNoRefusal()
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var listener = Prober.Listen(lab.Node, NodeLab.Ports);
        lab.Node.Script("iptables -A INPUT -p tcp --dport 12000 -j DROP; iptables -A INPUT -p udp --dport 12000 -j DROP");
        var packets = NodeLab
            .Packets.Where(packet => packet.Source == Ip.Parse("10.7.0.1") && packet.DestinationPort is 12000 or 12001)
            .ToList();

        var results = Prober.Probe(lab.World, packets, timeoutMilliseconds: 1500);

        Assert.Equal(4, results.Count);
        Assert.All(results, probed =>
            Assert.Equal(probed.Packet.DestinationPort == 12000 ? Outcome.TimedOut : Outcome.Accepted, probed.Outcome)
        );
    }

    [SkippableTheory]
    [InlineData("nft")]
    [InlineData("legacy")]
    public void Load_SecondTime_ChangesNothingAndLeavesOthersAlone(string backEnd)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var filter = new Filter(backEnd);
        lab.Node.Script(
            $"iptables-{backEnd} -N OTHERS; iptables-{backEnd} -A OTHERS -j RETURN; iptables-{backEnd} -A FORWARD -j "
                + "OTHERS; ipset create others hash:ip"
        );

        filter.LoadInto(lab.Node, NodeLab.Bundle);
        var first = filter.Dump(lab.Node);
        filter.LoadInto(lab.Node, NodeLab.Bundle);

        Assert.Equal(first, filter.Dump(lab.Node));
        Assert.Contains("-A FORWARD -j OTHERS\n", first, StringComparison.Ordinal);
        Assert.Contains("create others hash:ip", first, StringComparison.Ordinal);
        Assert.Contains("-A INPUT -j INFRA-INPUT\n", first, StringComparison.Ordinal);
    }

    /// <summary>What the kernel prints is read as what was emitted.</summary>
    [SkippableTheory]
    [InlineData("nft")]
    [InlineData("legacy")]
    public void Reader_TextFromTheKernel_DecidesAsTheEmittedText(string backEnd)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var filter = new Filter(backEnd);
        filter.LoadInto(lab.Node, NodeLab.Bundle);

        var emitted = Filled.Firewall(NodeLab.Bundle);
        foreach (var v6 in (bool[])[false, true])
        {
            var saved = lab.Node.Script($"{(v6 ? "ip6tables" : "iptables")}-{backEnd}-save -t filter | grep -v '^-A [A-Z]* -j INFRA-'");
            var kernel = FilterText.Parse(saved.Replace(" \n", "\n", StringComparison.Ordinal), v6, emitted.Sets);
            foreach (var packet in NodeLab.Packets.Where(packet => packet.Source.V6 == v6))
            {
                var (one, other) = (emitted.Input(packet), kernel.Decide("INFRA-INPUT", packet));
                Assert.Equal((one.Verdict, one.With), (other.Verdict, other.With));
            }
        }
    }

    private static bool IsAnswer(string with, string detail) =>
        with switch
        {
            "tcp-reset" => detail == "RST",
            "icmp-port-unreachable" => detail.StartsWith("ICMP 3/3 ", StringComparison.Ordinal),
            "icmp6-port-unreachable" => detail.StartsWith("ICMPv6 1/4 ", StringComparison.Ordinal),
            _ => false,
        };
}
