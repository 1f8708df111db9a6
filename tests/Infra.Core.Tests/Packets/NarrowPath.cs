using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>client - router - narrow link - router - node: only the router before the narrow link knows its MTU.</summary>
internal sealed class NarrowPath : IDisposable
{
    private readonly Namespace _near = new();
    private readonly Namespace _far = new();

    internal NarrowPath(int mtuBytes)
    {
        Node.Connect("eth0", _near, "node");
        _near.Connect("far", _far, "near");
        _far.Connect("client", Client, "eth0");
        var (v4, v6) = (Target("10.7.0.1"), Target("2001:db8:7::1"));
        Node.Script(
            $"""
            ip addr add {v4}/32 dev eth0; ip addr add {v6}/128 dev eth0 nodad
            ip route add 169.254.1.1 dev eth0; ip route add default via 169.254.1.1; ip -6 route add default via fe80::1 dev eth0
            """
        );
        Client.Script(
            """
            ip addr add 10.7.0.1/32 dev eth0; ip addr add 2001:db8:7::1/128 dev eth0 nodad
            ip route add 169.254.1.2 dev eth0; ip route add default via 169.254.1.2; ip -6 route add default via fe80::2 dev eth0
            """
        );
        _near.Script(
            $"""
            sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
            ip addr add 169.254.1.1/32 dev node; ip addr add fe80::1/64 dev node nodad; ip link set far mtu {mtuBytes}
            ip route add {v4} dev node; ip -6 route add {v6} dev node
            ip addr add 169.254.2.1/30 dev far; ip addr add fe80::a/64 dev far nodad
            ip route add default via 169.254.2.2; ip -6 route add default via fe80::b dev far
            """
        );
        _far.Script(
            $"""
            sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
            ip addr add 169.254.1.2/32 dev client; ip addr add fe80::2/64 dev client nodad; ip link set near mtu {mtuBytes}
            ip route add 10.7.0.1 dev client; ip -6 route add 2001:db8:7::1 dev client
            ip addr add 169.254.2.2/30 dev near; ip addr add fe80::b/64 dev near nodad
            ip route add default via 169.254.2.1; ip -6 route add default via fe80::a dev near
            """
        );
    }

    internal Namespace Node { get; } = new();

    internal Namespace Client { get; } = new();

    /// <summary>The node's address in a client's family.</summary>
    internal static Ip Target(string client) =>
        Ip.Parse(client.Contains(':', StringComparison.Ordinal) ? $"{NodeLab.Self.Address6}" : $"{NodeLab.Self.Address}");

    public void Dispose()
    {
        foreach (var each in (Namespace[])[Client, _far, _near, Node])
        {
            each.Dispose();
        }
    }
}
