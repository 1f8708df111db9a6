using Infra.Core.Addressing;

namespace Infra.Core.Firewall;

/// <summary>Matches of nft rules, separated by a space.</summary>
internal static class NftMatch
{
    /// <summary>Literal destinations of one family.</summary>
    internal static string Destination(IGrouping<IpFamily, Cidr> cidrs) =>
        $"{Family(cidrs.Key)} daddr {{ {string.Join(", ", cidrs.Order())} }}";

    /// <summary>Literal sources of one family.</summary>
    internal static string Source(IGrouping<IpFamily, Cidr> cidrs) => $"{Family(cidrs.Key)} saddr {{ {string.Join(", ", cidrs.Order())} }}";

    /// <summary>Protocol and ports; empty for every protocol.</summary>
    internal static string Ports(IpProtocol? protocol, Ports ports) =>
        (protocol, ports) switch
        {
            (null, _) => "",
            ({ } one, Ports.Listed listed) => $" {one.Keyword()} dport {{ {string.Join(", ", listed.Numbers)} }}",
            ({ } one, _) => $" meta l4proto {one.Keyword()}",
        };

    /// <summary>The same, a single port without braces.</summary>
    internal static string FewPorts(IpProtocol protocol, Ports ports) =>
        ports is Ports.Listed { Numbers: [var only] } ? $" {protocol.Keyword()} dport {only}" : Ports(protocol, ports);

    internal static string Family(IpFamily family) => family == IpFamily.V4 ? "ip" : "ip6";
}
