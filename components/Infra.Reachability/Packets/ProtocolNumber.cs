namespace Infra.Reachability.Packets;

/// <summary>Protocol numbers. https://www.iana.org/assignments/protocol-numbers</summary>
public static class ProtocolNumber
{
    public const int Icmp = 1;
    public const int Tcp = 6;
    public const int Udp = 17;

    /// <summary>IPv6 inside of another packet, RFC 4213.</summary>
    public const int Ipv6 = 41;

    public const int Gre = 47;
    public const int Esp = 50;
    public const int Icmp6 = 58;
    public const int Sctp = 132;

    /// <summary>Parses a protocol name used in emitted rules.</summary>
    /// <exception cref="UnknownRuleException">Any other name.</exception>
    public static int Parse(string name) =>
        name switch
        {
            "icmp" => Icmp,
            "tcp" => Tcp,
            "udp" => Udp,
            "41" or "ipv6" => Ipv6,
            "esp" => Esp,
            "ipv6-icmp" or "icmpv6" => Icmp6,
            _ => throw new UnknownRuleException($"protocol '{name}' is not known"),
        };
}
