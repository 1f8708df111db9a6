using Infra.Core.Boot;

namespace Infra.Core.Firewall;

/// <summary>The rules every node has whatever its service: what IP itself needs, and how refusal is said.</summary>
internal static class EssentialRules
{
    // RFC 4890 4.3.1 and 4.4: error messages a host must hear, and echo.
    private static readonly int[] Icmp4 = [3, 8, 11, 12];
    private static readonly int[] Icmp6 = [1, 2, 3, 4, 128];

    // RS, RA, NS, NA: only from this link (RFC 4861 7.1). Without them IPv6 has no neighbours.
    private static readonly int[] NeighbourDiscovery = [133, 134, 135, 136];

    // Multicast listener discovery: routers ask from link-local addresses (RFC 2710, RFC 3810).
    private static readonly int[] ListenerDiscovery = [130, 131, 132, 143];

    /// <summary>
    /// Loopback, known connections, then INVALID dropped, not rejected: a late packet must not reset a healthy flow; then
    /// ICMP. RELATED comes early, for path-MTU discovery.
    /// </summary>
    internal static IEnumerable<FilterRule> Input(NodePlatform platform) =>
    [
        Accept(RuleFamilies.Both, "The node itself", new RuleMatch.InputInterface("lo")),
        Accept(RuleFamilies.Both, "Connections accepted before, and errors about them", new RuleMatch.Tracked(TrackedState.Known)),
        new(RuleFamilies.Both, "Late packets are dropped, or they would reset healthy flows",
            [new RuleMatch.Tracked(TrackedState.Invalid)], RuleVerdict.Drop),
        .. Icmp4.Select(t => Accept(RuleFamilies.V4, "ICMP: errors and echo", new RuleMatch.IcmpType(t))),
        .. Icmp6.Select(t => Accept(RuleFamilies.V6, "ICMPv6: errors and echo", new RuleMatch.IcmpType(t))),
        .. NeighbourDiscovery.Select(t => Accept(
            RuleFamilies.V6, "IPv6 neighbours", new RuleMatch.IcmpType(t), new RuleMatch.FromThisLink())),
        .. ListenerDiscovery.Select(t => Accept(
            RuleFamilies.V6, "IPv6 multicast groups", new RuleMatch.Source(NodePlatform.LinkLocal6), new RuleMatch.IcmpType(t))),
        .. platform.Dhcp ? Dhcp : [],
    ];

    internal static IEnumerable<FilterRule> Output() =>
    [
        Accept(RuleFamilies.Both, "The node itself", new RuleMatch.OutputInterface("lo")),
        Accept(RuleFamilies.Both, "Answers", new RuleMatch.Tracked(TrackedState.Known)),
    ];

    /// <summary>Refuses what matches, at once: a reset for TCP, "port unreachable" for the rest.</summary>
    internal static IEnumerable<FilterRule> Reject(string why, RuleFamilies families, params RuleMatch[] matches) =>
    [
        new(families, why, [.. matches, new RuleMatch.Transport(Policy.IpProtocol.Tcp)], RuleVerdict.RejectReset),
        new(families, why, [.. matches], RuleVerdict.RejectUnreachable),
    ];

    // Answers to broadcast requests belong to no tracked connection.
    private static IEnumerable<FilterRule> Dhcp =>
    [
        Accept(RuleFamilies.V4, "DHCP leases", new RuleMatch.UdpPair(67, 68)),
        Accept(RuleFamilies.V6, "DHCPv6 leases", new RuleMatch.Source(NodePlatform.LinkLocal6), new RuleMatch.UdpPair(547, 546)),
    ];

    internal static FilterRule Accept(RuleFamilies families, string why, params RuleMatch[] matches) =>
        new(families, why, [.. matches], RuleVerdict.Accept);
}
