namespace Infra.Core.Addressing;

/// <summary>Protocol names in text.</summary>
public static class IpProtocolKeyword
{
    /// <summary>Whether its packets have ports.</summary>
    public static bool HasPorts(this IpProtocol protocol) => protocol is IpProtocol.Tcp or IpProtocol.Udp;

    /// <summary>
    /// IANA's keyword in lower case, as AWS, Google Cloud, iptables and people write it: <c>tcp</c>, <c>udp</c>, <c>esp</c>.
    /// https://www.iana.org/assignments/protocol-numbers
    /// </summary>
    public static string Keyword(this IpProtocol protocol) =>
        protocol switch
        {
            IpProtocol.Tcp => "tcp",
            IpProtocol.Udp => "udp",
            IpProtocol.Esp => "esp",
            _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "No such protocol."),
        };
}
