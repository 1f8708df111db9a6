using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// The list around the nodes' subnets: stateless, numbered, the first rule that matches decides, and what none matches
/// is denied. It sees what crosses a subnet's border, in both directions, replies included.
/// </summary>
/// <param name="Rules">Sorted by direction and number.</param>
public sealed record NetworkAcl(ImmutableArray<AclRule> Rules)
{
    /// <summary>What the list is called, after the role of most of its subnets.</summary>
    public const string Name = "workload";
}

/// <summary>One rule.</summary>
/// <param name="Key">Stable, by meaning, unique: <c>workload.in.tcp.22.198.51.100.0_28</c>. Never an index.</param>
/// <param name="Number">1-32766, unique in its direction; the lowest decides first.</param>
/// <param name="Cidr">The other end.</param>
/// <param name="Purpose">What needs the rule, for people.</param>
public sealed record AclRule(string Key, SdnDirection Direction, int Number, bool Allows, AclTraffic Traffic, Cidr Cidr, string Purpose);

/// <summary>What a rule matches besides the other end.</summary>
/// <param name="Ports">Of the destination, whichever way the packet goes; null where the protocol has none.</param>
public sealed record AclTraffic(AclProtocol Protocol, NumberRange? Ports = null);

/// <summary>Protocols that rules name.</summary>
public enum AclProtocol
{
    /// <summary>Every protocol.</summary>
    All,
    Tcp,
    Udp,
    Esp,

    /// <summary>
    /// ICMP type 3, "destination unreachable", every code: among them "fragmentation needed", by which paths tell their MTU.
    /// </summary>
    IcmpUnreachable,
}
