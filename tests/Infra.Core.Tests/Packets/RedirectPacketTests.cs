namespace Infra.Core.Tests.Packets;

/// <summary>
/// A redirect for a connection the node knows, from the very gateway it uses: the firewall drops it, even if the kernel's own settings
/// would obey it. What IP does need passes.
/// </summary>
[Collection(nameof(PacketTests))]
public sealed class RedirectPacketTests
{
    private const string Rule = "-A INFRA-INPUT -p icmp -m icmp --icmp-type 5 -j DROP\n";

    // The client sends an echo request; then the gateway redirects the reply via 10.0.0.9. Ends once the node has had time to act.
    private const string Redirect = """
        import socket, struct, sys, time
        def checked(data):
            total = sum(struct.unpack(f"!{len(data) // 2}H", data))
            total = (total >> 16) + (total & 0xFFFF)
            return data[:2] + struct.pack("!H", ~(total + (total >> 16)) & 0xFFFF) + data[4:]
        def send(source, data):
            with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as raw:
                raw.bind((source, 0))
                raw.sendto(checked(data), ("10.0.0.2", 0))
        with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as heard:
            heard.settimeout(5)
            send("10.7.0.1", struct.pack("!BBHHH", 8, 0, 0, 7, 1))
            while (reply := heard.recv(2000))[20] != 0:
                pass
        for _ in range(3):  # the first makes the node look for the neighbour, and only then is another obeyed
            send("10.0.0.1", struct.pack("!BBH4s", 5, 1, 0, socket.inet_aton("10.0.0.9")) + reply[:28])
            time.sleep(0.3)
        """;

    // RFC 4861 4.5, on-link and with a hop limit of 255: as a router would send it.
    private const string Redirect6 = """
        import socket, struct
        with socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6) as raw:
            raw.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS, 255)
            target, about = (socket.inet_pton(socket.AF_INET6, a) for a in ("fe80::9", "2001:db8:7::1"))
            raw.sendto(struct.pack("!BBHI", 137, 0, 0, 0) + target + about, ("fe80::2", 0, 0, socket.if_nametoindex("gate")))
        """;

    [SkippableTheory]
    [InlineData("nft", true, "via 10.0.0.1 ")]
    [InlineData("legacy", true, "via 10.0.0.1 ")]
    [InlineData("nft", false, "via 10.0.0.9 ")]
    [InlineData("legacy", false, "via 10.0.0.9 ")]
    public void Redirect_AboutAKnownConnection_IsDroppedByItsRule(string backEnd, bool rule, string way)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var node = new Namespace();
        using var gateway = new Namespace();
        using var filter = new Filter(backEnd);
        Connect(node, gateway);
        filter.LoadInto(node, NodeLab.Bundle, rule ? null : text => text.Replace(Rule, "", StringComparison.Ordinal));
        Assert.Contains("via 10.0.0.1 ", node.Script("ip route get 10.7.0.1"), StringComparison.Ordinal);

        Assert.Equal(0, gateway.RunPython(Redirect, "").ExitCode);

        Assert.Contains(way, node.Script("ip route get 10.7.0.1"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Redirect_OfTheLink_IsDroppedByItsRule()
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var node = new Namespace();
        using var gateway = new Namespace();
        using var filter = new Filter("nft");
        Connect(node, gateway);
        filter.LoadInto(node, NodeLab.Bundle);

        Assert.Equal(0, gateway.RunPython(Redirect6, "").ExitCode);

        Assert.Equal("1", node.Script("sleep 0.2; ip6tables -nvxL INFRA-INPUT | awk '/ipv6-icmptype 137/ { print $1 }'").Trim());
    }

    private static void Connect(Namespace node, Namespace gateway)
    {
        node.Connect("eth0", gateway, "gate");
        node.Script(
            """
            ip addr add 10.0.0.2/24 dev eth0; ip addr add fe80::2/64 dev eth0 nodad; ip route add default via 10.0.0.1
            for name in all default eth0; do echo 1 >/proc/sys/net/ipv4/conf/$name/accept_redirects; done
            """
        );
        gateway.Script(
            """
            ip addr add 10.0.0.1/24 dev gate; ip addr add 10.0.0.9/24 dev gate
            ip addr add 10.7.0.1/32 dev lo; ip addr add fe80::1/64 dev gate nodad
            """
        );
    }
}
