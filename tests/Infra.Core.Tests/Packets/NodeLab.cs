using Infra.Core.Bundle;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Proof;
using Infra.Core.Topology;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>
/// A node and the world, connected by two links: <c>eth0</c>, and one called <c>wg0</c> on the node, which simulates the tunnel. The
/// world has every source address used by probes.
/// </summary>
internal sealed class NodeLab : IDisposable
{
    internal static readonly string[] Sources =
    [
        "10.7.0.1",
        "10.7.255.254",
        "10.6.255.255",
        "10.8.0.1",
        "198.51.100.1",
        "198.51.100.15",
        "198.51.100.16",
        "203.0.113.10",
        "2001:db8:7::1",
        "2001:db8:7:ffff::1",
        "2001:db8:8::1",
        "2001:db8:6:ffff::1",
        "2001:db8:ffff::10",
    ];

    internal static readonly int[] Ports = [22, 80, 443, 4501, 5432, 10000, 11999, 12000, 12001, 12002, 30287, 30999];

    internal NodeLab()
    {
        Node = new Namespace();
        World = new Namespace();
        Node.Connect("eth0", World, "out");
        Node.Connect("wg0", World, "tunnel");

        // ICMP rejections are rate-limited by default; here every one counts. No duplicate address detection: no waiting.
        Node.Script(
            "sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0 net.ipv4.icmp_msgs_per_sec=1000000 "
                + "net.ipv4.icmp_msgs_burst=100000"
        );
        Node.Script(
            string.Join(
                '\n',
                [
                    .. NetworkOf(Self).Select(address => $"ip addr add {address} dev eth0 {NoDad(address)}"),
                    $"ip addr add {Self.MeshAddress}/128 dev wg0 nodad",
                    "ip route add default dev eth0; ip -6 route add default dev eth0",
                    .. Peers.Select(peer => $"ip -6 route add {peer.MeshAddress}/128 dev wg0"),
                ]
            )
        );
        World.Script(
            string.Join(
                '\n',
                [
                    .. Outside.Select(address => $"ip addr add {address} dev out {NoDad(address)}"),
                    .. Peers.Select(peer => $"ip addr add {peer.MeshAddress}/128 dev tunnel nodad"),
                    .. NetworkOf(Self).Select(address => $"ip {(address.V6 ? "-6 " : "")}route add {address} dev out"),
                    $"ip -6 route add {Self.MeshAddress}/128 dev tunnel",
                ]
            )
        );
    }

    internal static ProjectPlan Plan { get; } = SmallProject.Plan();

    internal static Node Self => Plan.Topology.Nodes[0];

    /// <summary>The same nodes, whose components have different clients.</summary>
    internal static ProjectPlan Differing { get; } = SmallProject.Plan(pooled: ["10.6.0.0/16", "198.51.100.16/32", "2001:db8:6::/48"]);

    internal static NodeBundle Bundle { get; } = Filled.InService(Plan, Self.Key, []);

    internal Namespace Node { get; }

    internal Namespace World { get; }

    /// <summary>Each source to each port, TCP and UDP: over the network to the node's addresses, and through the tunnel.</summary>
    internal static IReadOnlyList<Packet> Packets { get; } =
    [
        .. from source in Outside
        let destination = NetworkOf(Self).Single(address => address.V6 == source.V6)
        from packet in ToAllPorts(source, destination)
        select packet,
        // Forged: the peers' tunnel addresses outside the tunnel. Only TCP, since a UDP listener would reply from another address.
        .. from source in Peers.Select(Mesh)
        from packet in ToAllPorts(source, NetworkOf(Self).Single(address => address.V6))
        where packet.Protocol == ProtocolNumber.Tcp
        select packet,
        .. from source in Peers.Select(Mesh) from packet in ToAllPorts(source, Mesh(Self)) select packet with { InInterface = "wg0" },
    ];

    public void Dispose()
    {
        World.Dispose();
        Node.Dispose();
    }

    private static IEnumerable<Ip> Outside =>
        Sources.Select(Ip.Parse).Concat(Peers.SelectMany(NetworkOf)).Concat(Peers.SelectMany(NodeIps.Next)).Append(NoPeer);

    // A tunnel address that no node has.
    internal static Ip NoPeer => new(true, Mesh(Self).Number + 0x99);

    private static IEnumerable<Node> Peers => Plan.Topology.Nodes.Where(node => node.Key != Self.Key);

    private static IEnumerable<Packet> ToAllPorts(Ip source, Ip destination) =>
        from protocol in new[] { ProtocolNumber.Tcp, ProtocolNumber.Udp }
        from port in Ports
        select new Packet(source, destination, protocol) { DestinationPort = port };

    private static IEnumerable<Ip> NetworkOf(Node node) => NodeIps.Of(node);

    private static Ip Mesh(Node node) => Ip.Parse($"{node.MeshAddress}");

    private static string NoDad(Ip address) => address.V6 ? "nodad" : "";
}
