using System.Text.RegularExpressions;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>What IP itself needs passes the firewall: neighbour discovery, path MTU discovery, echo. Similar packets do not.</summary>
[Collection(nameof(PacketTests))]
public sealed class EssentialPacketTests
{
    private const int Bytes = 1_000_000;

    // Between the node and its clients, a link with a smaller MTU than both ends assume.
    private const int NarrowMtuBytes = 1300;

    [SkippableTheory]
    [InlineData("nft", "10.7.0.1")]
    [InlineData("legacy", "10.7.0.1")]
    [InlineData("nft", "2001:db8:7::1")]
    [InlineData("legacy", "2001:db8:7::1")]
    public void PathMtu_NarrowCable_IsDiscovered(string backEnd, string client)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var path = new NarrowPath(NarrowMtuBytes);
        using var filter = new Filter(backEnd);
        filter.LoadInto(path.Node, NodeLab.Bundle);
        using var server = Traffic.Serve(path.Node, 12000);

        Assert.Equal(Bytes, Traffic.Fetch(path.Client, client, NarrowPath.Target(client), 12000, Bytes, 10));
        Assert.Contains($"mtu {NarrowMtuBytes}", path.Node.Script($"ip route get {client}"), StringComparison.Ordinal);
    }

    /// <summary>The control: without the rules for ICMP errors the same transfer gets stuck.</summary>
    [SkippableTheory]
    [InlineData("10.7.0.1")]
    [InlineData("2001:db8:7::1")]
    public void PathMtu_RulesRemoved_GetsStuck(string client)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var path = new NarrowPath(NarrowMtuBytes);
        using var filter = new Filter("nft");
        filter.LoadInto(path.Node, NodeLab.Bundle, text =>
            text.Replace("RELATED,ESTABLISHED", "ESTABLISHED", StringComparison.Ordinal)
                .Replace("--icmp-type 3 -j ACCEPT", "--icmp-type 3 -j DROP", StringComparison.Ordinal)
                .Replace("--icmpv6-type 2 -j ACCEPT", "--icmpv6-type 2 -j DROP", StringComparison.Ordinal)
        );
        using var server = Traffic.Serve(path.Node, 12000);

        Assert.NotEqual(Bytes, Traffic.Fetch(path.Client, client, NarrowPath.Target(client), 12000, Bytes, 1));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("-A INFRA-INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 13[56] -m hl --hl-eq 255 -j")]
    [InlineData("-A INFRA-OUTPUT -p ipv6-icmp -m conntrack --ctstate UNTRACKED -j")]
    public void Neighbours_Forgotten_AreFoundAgainOnlyByTheRulesForThem(string broken)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var filter = new Filter("nft");
        using var server = Traffic.Serve(lab.Node, 12000);
        var count = 0;
        filter.LoadInto(lab.Node, NodeLab.Bundle, broken.Length == 0 ? null : text => Regex.Replace(text, $"({broken}) ACCEPT", match =>
                    {
                        count++;
                        return $"{match.Groups[1]} DROP";
                    }));
        Assert.Equal(broken.Length > 0, count > 0);
        lab.Node.Script("ip -6 neigh flush dev eth0");
        lab.World.Script("ip -6 neigh flush dev out");

        var packet = new Packet(Ip.Parse("2001:db8:7::1"), Ip.Parse($"{NodeLab.Self.Address6}"), ProtocolNumber.Tcp)
        {
            DestinationPort = 12000,
        };
        var outcome = Assert.Single(Prober.Probe(lab.World, [packet], timeoutMilliseconds: count == 0 ? 3000 : 1500)).Outcome;

        Assert.Equal(count == 0, outcome == Outcome.Accepted);
    }

    [SkippableFact]
    public void Echo_FromAnybody_IsAnsweredAndOtherIcmpIsNot()
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var filter = new Filter("nft");
        var (v4, v6) = (Ip.Parse($"{NodeLab.Self.Address}"), Ip.Parse($"{NodeLab.Self.Address6}"));
        filter.LoadInto(lab.Node, NodeLab.Bundle);

        Assert.True(Traffic.Pings(lab.World, "203.0.113.10", v4, type: 8));
        Assert.True(Traffic.Pings(lab.World, "2001:db8:ffff::10", v6, type: 128));

        // Other types show in the firewall's own counters: they reach the last rule.
        lab.Node.Script("iptables -Z INFRA-INPUT; ip6tables -Z INFRA-INPUT");
        Assert.False(Traffic.Pings(lab.World, "203.0.113.10", v4, type: 13));
        Assert.False(Traffic.Pings(lab.World, "2001:db8:ffff::10", v6, type: 139));
        Assert.False(Traffic.Pings(lab.World, "2001:db8:ffff::10", v6, type: 135, hops: 64));
        Assert.Equal("1", LastRulePackets(lab, "iptables"));
        Assert.Equal("2", LastRulePackets(lab, "ip6tables"));
    }

    private static string LastRulePackets(NodeLab lab, string tool) =>
        lab.Node.Script($"{tool} -nvxL INFRA-INPUT | tail -n 1 | tr -s ' ' | cut -d ' ' -f 2").Trim();
}
