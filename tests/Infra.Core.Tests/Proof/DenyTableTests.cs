using Infra.Core.Clouds;
using Infra.Core.Tests.Fixtures;
using Infra.Reachability.Iptables;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// A node's firewall as people would check it: what must pass, and right next to it what must not. orders-db-1 of three; clients
/// 10.7.0.0/16 and 2001:db8:7::/48, management 198.51.100.0/28, ports 12000 (also between peers) and 12001.
/// </summary>
public sealed class DenyTableTests
{
    private static readonly ProjectPlan Plan = SmallProject.Plan();
    private static readonly NodeFirewall Firewall = Filled.Firewall(Filled.InService(Plan, "orders-db-1", []));

    /// <summary>
    /// Expected verdict, interface, source, TCP port. Sources <c>peer</c>, <c>peer6</c> and <c>mesh</c> are orders-db-2's.
    /// </summary>
    public static TheoryData<bool, string, string, int> Rows =>
        new()
        {
            // Clients: first and last address of their networks, and the ones just outside.
            { true, "eth0", "10.7.0.0", 12000 },
            { true, "eth0", "10.7.255.255", 12001 },
            { false, "eth0", "10.6.255.255", 12000 },
            { false, "eth0", "10.8.0.0", 12001 },
            { true, "eth0", "2001:db8:7::1", 12000 },
            { true, "eth0", "2001:db8:7:ffff:ffff:ffff:ffff:ffff", 12001 },
            { false, "eth0", "2001:db8:8::", 12000 },
            { false, "eth0", "2001:db8:6:ffff::1", 12000 },
            // Their ports, and the adjacent ones.
            { false, "eth0", "10.7.0.1", 11999 },
            { false, "eth0", "10.7.0.1", 12002 },
            { false, "eth0", "10.7.0.1", 22 },
            { false, "eth0", "10.7.0.1", 443 },
            { false, "eth0", "10.7.0.1", 80 },
            { false, "eth0", "10.7.0.1", 5432 },
            { false, "eth0", "10.7.0.1", 30287 },
            { false, "eth0", "10.7.0.1", 65535 },
            // Management logs in and does nothing else.
            { true, "eth0", "198.51.100.0", 22 },
            { true, "eth0", "198.51.100.15", 22 },
            { false, "eth0", "198.51.100.16", 22 },
            { false, "eth0", "198.51.99.255", 22 },
            { false, "eth0", "198.51.100.1", 12000 },
            // Peers: in the tunnel, never outside it, and only what they need.
            { true, "wg0", "mesh", 12000 },
            { false, "wg0", "mesh", 12001 },
            { false, "wg0", "mesh", 22 },
            { false, "eth0", "mesh", 12000 },
            { false, "eth0", "peer", 12000 },
            { false, "eth0", "peer6", 12000 },
            { false, "eth0", "peer", 22 },
            // An IPv4-mapped client address is not a client.
            { false, "eth0", "::ffff:10.7.0.1", 12000 },
            { false, "eth0", "::10.7.0.1", 12000 },
            { false, "eth0", "64:ff9b::10.7.0.1", 12000 },
            { false, "eth0", "2002:a07:1::1", 12000 },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Tcp_Row_IsDecidedAsWritten(bool wanted, string from, string source, int port)
    {
        var decision = Firewall.Input(PacketOf(from, source, ProtocolNumber.Tcp, port));

        Assert.Equal(wanted ? (Verdict.Accept, "") : (Verdict.Reject, "tcp-reset"), (decision.Verdict, decision.With));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Udp_SameRow_IsRefused(bool wanted, string from, string source, int port)
    {
        _ = wanted;
        var decision = Firewall.Input(PacketOf(from, source, ProtocolNumber.Udp, port));

        Assert.Equal(Verdict.Reject, decision.Verdict);
        Assert.EndsWith("port-unreachable", decision.With, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "peer")]
    [InlineData(true, "peer6")]
    [InlineData(false, "10.7.0.1")]
    [InlineData(false, "198.51.100.1")]
    [InlineData(false, "10.42.1.15")]
    [InlineData(false, "mesh")]
    public void Tunnel_Packets_ComeFromPeersAlone(bool wanted, string source)
    {
        Assert.Equal(wanted ? Verdict.Accept : Verdict.Reject, Firewall.Input(PacketOf("eth0", source, ProtocolNumber.Udp, 4501)).Verdict);
        Assert.Equal(Verdict.Reject, Firewall.Input(PacketOf("eth0", source, ProtocolNumber.Tcp, 4501)).Verdict);
    }

    [Theory]
    [InlineData(CloudKind.Local)]
    [InlineData(CloudKind.Aws)]
    public void Everyone_InHalves_IsEveryoneAndSaysSo(CloudKind cloud)
    {
        var plan = SmallProject.Plan(cloud, sources: ["0.0.0.0/1", "128.0.0.0/1"]);
        var firewall = Filled.Firewall(Filled.InService(plan, "orders-db-1", []));

        Assert.Equal("0.0.0.0/0", Assert.Single(plan.Spec.Services["orders-db"].AllowedSources).ToString());
        foreach (var source in (string[])["1.2.3.4", "127.255.255.255", "128.0.0.0", "223.255.255.254"])
        {
            Assert.Equal(Verdict.Accept, firewall.Input(PacketOf("eth0", source, ProtocolNumber.Tcp, 12000)).Verdict);
            Assert.Equal(Verdict.Reject, firewall.Input(PacketOf("eth0", source, ProtocolNumber.Tcp, 22)).Verdict);
        }

        // IPv4 "everyone" does not include IPv6.
        Assert.Equal(Verdict.Reject, firewall.Input(PacketOf("eth0", "2001:db8:7::1", ProtocolNumber.Tcp, 12000)).Verdict);
    }

    [Fact]
    public void Sources_LastOneRemoved_MeansNobody()
    {
        var firewall = Filled.Firewall(Filled.InService(SmallProject.Plan(sources: []), "orders-db-1", []));

        foreach (var source in (string[])["10.7.0.1", "1.2.3.4", "198.51.100.1", "2001:db8:7::1"])
        {
            Assert.Equal(Verdict.Reject, firewall.Input(PacketOf("eth0", source, ProtocolNumber.Tcp, 12000)).Verdict);
        }
    }

    [Fact]
    public void Sources_EightThousandOverlapping_AreExact()
    {
        var random = new Random(8000);
        var networks = Enumerable
            .Range(0, 8000)
            .Select(_ => random.Next(16, 33))
            .Select(length => (Number: (100u << 24) | ((uint)random.Next(1 << 22) & ~(uint)((1UL << (32 - length)) - 1)), Length: length))
            .ToList();
        var texts = networks.Select(network => $"{new Ip(false, network.Number)}/{network.Length}").ToList();
        var firewall = Filled.Firewall(Filled.InService(SmallProject.Plan(sources: texts), "orders-db-1", []));
        var wanted = new AddressRanges(false, texts.Select(text => AddressRanges.Range(text, v6: false)));

        // Every edge of every network, both sides of it, and addresses from anywhere.
        var edges = wanted.Ranges.SelectMany(range => new[] { range.First - 1, range.First, range.Last, range.Last + 1 });
        foreach (var number in edges.Concat(Enumerable.Range(0, 10_000).Select(_ => (UInt128)((100u << 24) | (uint)random.Next(1 << 24)))))
        {
            var source = new Ip(false, number);
            var decision = firewall.Input(PacketOf("eth0", source.ToString(), ProtocolNumber.Tcp, 12000));
            Assert.Equal(wanted.Contains(source) ? Verdict.Accept : Verdict.Reject, decision.Verdict);
        }

        Assert.InRange(firewall.V4.RuleCount([.. firewall.V4.Chains]), 1, 40);
    }

    private static Packet PacketOf(string from, string source, int protocol, int port)
    {
        var (self, peer) = (Plan.Topology.Nodes[0], Plan.Topology.Nodes[1]);
        var address = Ip.Parse(
            source switch
            {
                "peer" => $"{peer.Address}",
                "peer6" => $"{peer.Address6}",
                "mesh" => $"{peer.MeshAddress}",
                _ => source,
            }
        );
        var destination = Ip.Parse(
            from == "wg0" ? $"{self.MeshAddress}"
            : address.V6 ? $"{self.Address6}"
            : $"{self.Address}"
        );
        if (!address.V6)
        {
            destination = Ip.Parse($"{self.Address}");
        }

        return new Packet(address, destination, protocol) { InInterface = from, DestinationPort = port };
    }
}
