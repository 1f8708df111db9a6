using Infra.Core.Clouds.Local;
using Infra.Core.Tests.Proof;
using Infra.Core.Topology;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>
/// A router as in the local cloud: a node on <c>tap1</c>, another of its service on <c>tap2</c>, and the networks <c>client</c> and
/// <c>internet</c>. Nodes have no firewall of their own here.
/// </summary>
internal sealed class SdnLab : IDisposable
{
    private static readonly string[] Clients =
    [
        "10.7.0.1",
        "10.6.255.255",
        "198.51.100.1",
        "198.51.100.16",
        "2001:db8:7::1",
        "2001:db8:8::1",
    ];

    private static readonly string[] World = ["203.0.113.10", "2001:db8:ffff::10"];

    private readonly Namespace _router = new();
    private readonly Namespace _peer = new();

    internal SdnLab()
    {
        _router.Script(
            "sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.icmp_ratelimit=0 "
                + "net.ipv6.icmp.ratelimit=0 net.ipv4.icmp_msgs_per_sec=1000000 net.ipv4.icmp_msgs_burst=100000"
        );
        Attach(Node, "tap1", [.. NodeIps.Of(NodeLab.Self)]);
        Attach(_peer, "tap2", [.. NodeIps.Of(Peer)]);
        Attach(Client, "client", [.. Clients.Select(Ip.Parse)]);
        Attach(Internet, "internet", [.. World.Select(Ip.Parse)]);
    }

    internal Namespace Node { get; } = new();

    internal Namespace Client { get; } = new();

    /// <summary>Another node of the service.</summary>
    internal Namespace OtherNode => _peer;

    internal Namespace Internet { get; } = new();

    /// <summary>Loads the router's firewall table, as the local cloud does.</summary>
    /// <param name="change">Applied to its text: how a test breaks it.</param>
    internal void Load(ProjectPlan? plan = null, Func<string, string>? change = null)
    {
        var text = LocalSdn.Emit((plan ?? NodeLab.Plan).Spec, NodeLab.Plan.Topology, (plan ?? NodeLab.Plan).Policy);
        _router.Script("nft -f -", change is null ? text : change(text));
    }

    /// <summary>
    /// Loads all of the router's tables, as the local cloud does; with additional text after them in the same transaction.
    /// </summary>
    internal void LoadRouter(ProjectPlan plan, string behind = "") => _router.Script("nft -f -", LocalRouter.Emit(plan) + behind);

    /// <summary>From everywhere outside over IPv4 to one address, each port, TCP and UDP.</summary>
    internal List<Probed> ProbeAll(Ip destination) =>
        [
            .. Probe(Client, Clients.Select(Ip.Parse).Where(source => !source.V6), _ => destination),
            .. Probe(Internet, World.Select(Ip.Parse).Where(source => !source.V6), _ => destination),
        ];

    /// <summary>From the other node.</summary>
    internal Probed ProbeFromPeer(Ip destination, int port) =>
        Assert.Single(
            Prober.Probe(
                _peer,
                [new Packet(NodeIps.Of(Peer).Single(address => !address.V6), destination, ProtocolNumber.Tcp) { DestinationPort = port }]
            )
        );

    /// <summary>From the node to everywhere, to some ports, TCP and UDP.</summary>
    internal static IReadOnlyList<Packet> Outward(IReadOnlyCollection<int> ports) =>
        [
            .. from other in Clients.Concat(World).Select(Ip.Parse).Concat(NodeIps.Of(Peer))
            from source in NodeIps.Of(NodeLab.Self)
            where source.V6 == other.V6
            from protocol in new[] { ProtocolNumber.Tcp, ProtocolNumber.Udp }
            from port in ports
            select new Packet(source, other, protocol) { DestinationPort = port },
        ];

    /// <summary>Everything the node may want to reach, listening.</summary>
    internal IReadOnlyList<IDisposable> ListenAround(IReadOnlyCollection<int> ports) =>
        [.. new[] { Client, Internet, _peer }.Select(each => Prober.Listen(each, ports))];

    /// <summary>The router's rules, without counters.</summary>
    internal string Dump() => _router.Script("nft -s list ruleset");

    /// <summary>From everywhere to the node, each port, TCP and UDP.</summary>
    internal List<Probed> ProbeAll() =>
        [
            .. Probe(Client, Clients.Select(Ip.Parse), OfTheNode),
            .. Probe(Internet, World.Select(Ip.Parse), OfTheNode),
            .. Probe(_peer, NodeIps.Of(Peer), OfTheNode),
        ];

    public void Dispose()
    {
        foreach (var each in (Namespace[])[Internet, Client, _peer, Node, _router])
        {
            each.Dispose();
        }
    }

    private static Node Peer => NodeLab.Plan.Topology.Nodes[1];

    private static Ip OfTheNode(Ip source) => NodeIps.Of(NodeLab.Self).Single(address => address.V6 == source.V6);

    private static List<Probed> Probe(Namespace from, IEnumerable<Ip> sources, Func<Ip, Ip> targetFor) =>
        Prober.Probe(
            from,
            [
                .. from source in sources
                let target = targetFor(source)
                from protocol in new[] { ProtocolNumber.Tcp, ProtocolNumber.Udp }
                from port in NodeLab.Ports
                select new Packet(source, target, protocol) { DestinationPort = port },
            ]
        );

    private void Attach(Namespace other, string name, Ip[] addresses)
    {
        _router.Connect(name, other, "eth0");
        _router.Script(
            string.Join(
                '\n',
                [
                    $"ip addr add 169.254.1.1/32 dev {name}; ip addr add fe80::1/64 dev {name} nodad",
                    .. addresses.Select(address => $"ip {(address.V6 ? "-6 " : "")}route add {address} dev {name}"),
                ]
            )
        );
        other.Script(
            string.Join(
                '\n',
                [
                    .. addresses.Select(address => $"ip addr add {address} dev eth0 {(address.V6 ? "nodad" : "")}"),
                    "ip route add 169.254.1.1 dev eth0; ip route add default via 169.254.1.1; ip -6 route add default via fe80::1 dev eth0",
                ]
            )
        );
    }
}
