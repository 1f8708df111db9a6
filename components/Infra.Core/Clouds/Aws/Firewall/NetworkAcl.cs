using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// The network ACL of the nodes' subnets: stateless and numbered; the first matching rule decides, and anything unmatched is denied. It
/// sees traffic that crosses a subnet's border, in both directions, including replies.
/// </summary>
/// <param name="Rules">Sorted by direction and number.</param>
public sealed record NetworkAcl(ImmutableArray<AclRule> Rules)
{
    /// <summary>The ACL's name, after the role of most of its subnets.</summary>
    public const string Name = "workload";
}

/// <summary>One rule.</summary>
/// <param name="Key">Stable, semantic, unique: <c>workload.in.tcp.22.198.51.100.0_28</c>. Never an index.</param>
/// <param name="Number">1-32766, unique per direction; the lowest decides first.</param>
/// <param name="Cidr">The other end.</param>
/// <param name="Purpose">What needs the rule, human-readable.</param>
public sealed record AclRule(string Key, SdnDirection Direction, int Number, bool Allows, AclTraffic Traffic, Cidr Cidr, string Purpose);

/// <summary>What a rule matches apart from the other end.</summary>
/// <param name="Ports">Destination ports, whichever way the packet goes; null if the protocol has none.</param>
public sealed record AclTraffic(AclProtocol Protocol, NumberRange? Ports = null);

/// <summary>Protocols that rules use.</summary>
public enum AclProtocol
{
    /// <summary>Every protocol.</summary>
    All,
    Tcp,
    Udp,
    Esp,

    /// <summary>
    /// ICMP type 3, "destination unreachable", every code: includes "fragmentation needed", which path MTU discovery relies on.
    /// </summary>
    IcmpUnreachable,
}
