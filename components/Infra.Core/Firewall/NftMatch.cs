using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Firewall;

/// <summary>Matches of nft rules, each with a blank before it but the first.</summary>
internal static class NftMatch
{
    /// <summary>Destinations written out; all of one family.</summary>
    internal static string Destination(IGrouping<IpFamily, Cidr> cidrs) =>
        $"{Family(cidrs.Key)} daddr {{ {string.Join(", ", cidrs.Order())} }}";

    /// <summary>Sources written out; all of one family.</summary>
    internal static string Source(IGrouping<IpFamily, Cidr> cidrs) => $"{Family(cidrs.Key)} saddr {{ {string.Join(", ", cidrs.Order())} }}";

    /// <summary>Protocol and ports; nothing for every protocol.</summary>
    internal static string Ports(IpProtocol? protocol, ImmutableArray<int> ports) =>
        protocol switch
        {
            null => "",
            IpProtocol.Tcp => $" tcp dport {{ {string.Join(", ", ports)} }}",
            IpProtocol.Udp => $" udp dport {{ {string.Join(", ", ports)} }}",
            IpProtocol.Esp => " meta l4proto esp",
            _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "No such protocol."),
        };

    internal static string Family(IpFamily family) => family == IpFamily.V4 ? "ip" : "ip6";
}
