using System.Collections.Immutable;

namespace Infra.Core.Addressing;

/// <summary>
/// What "the internet" means as a destination: every unicast address except private, link-local and loopback ones. So a node that may reach
/// the internet reaches no other network of its own cloud or of a peer.
/// </summary>
public static class InternetSpace
{
    // https://www.iana.org/assignments/iana-ipv4-special-registry and .../multicast-addresses: what is not globally reachable and may be in
    // use locally. Not listed, because no host has such an address: protocol assignments (192.0.0.0/24), and the documentation networks,
    // which simulate the internet on the local cloud.
    private static readonly ImmutableArray<Cidr> NotInternet4 = CidrSet.Merge([
        Cidr.Parse("0.0.0.0/8"), // this network, RFC 791
        Cidr.Parse("10.0.0.0/8"), // private, RFC 1918
        Cidr.Parse("100.64.0.0/10"), // shared address space, RFC 6598
        Cidr.Parse("127.0.0.0/8"), // loopback, RFC 1122
        Cidr.Parse("169.254.0.0/16"), // link-local, RFC 3927
        Cidr.Parse("172.16.0.0/12"), // private, RFC 1918
        Cidr.Parse("192.168.0.0/16"), // private, RFC 1918
        Cidr.Parse("198.18.0.0/15"), // benchmarking, RFC 2544; used as private
        Cidr.Parse("224.0.0.0/4"), // multicast, RFC 5771
        Cidr.Parse("240.0.0.0/4"), // reserved and broadcast, RFC 1112
    ]);

    // https://www.iana.org/assignments/ipv6-address-space: only 2000::/3 is global unicast. Exceptions within it:
    // https://www.iana.org/assignments/iana-ipv6-special-registry; 6to4 and Teredo embed IPv4 addresses, including private ones.
    private static readonly Cidr GlobalUnicast6 = Cidr.Parse("2000::/3");

    private static readonly ImmutableArray<Cidr> NotInternet6 =
    [
        Cidr.Parse("2001::/23"), // protocol assignments, Teredo among them, RFC 2928
        Cidr.Parse("2002::/16"), // 6to4, RFC 3056
    ];

    /// <summary>IPv4, in the fewest networks, sorted.</summary>
    public static ImmutableArray<Cidr> V4 { get; } = CidrSet.Subtract([Cidr.Parse("0.0.0.0/0")], NotInternet4);

    /// <summary>IPv6, in the fewest networks, sorted.</summary>
    public static ImmutableArray<Cidr> V6 { get; } = CidrSet.Subtract([GlobalUnicast6], NotInternet6);

    /// <summary>Everything that is not the internet, both families, merged and sorted.</summary>
    public static ImmutableArray<Cidr> Outside { get; } = CidrSet.Subtract([Cidr.Parse("0.0.0.0/0"), Cidr.Parse("::/0")], [.. V4, .. V6]);

    /// <summary>The internet for a network with or without IPv6; merged and sorted.</summary>
    public static ImmutableArray<Cidr> Of(bool hasIpv6) => hasIpv6 ? [.. V4, .. V6] : V4;
}
