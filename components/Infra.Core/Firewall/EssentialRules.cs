using Infra.Core.Addressing;
using Infra.Core.Topology;

namespace Infra.Core.Firewall;

/// <summary>The rules that every node has regardless of its service: what IP itself needs, and how packets are rejected.</summary>
internal static class EssentialRules
{
    // RFC 4890 4.3.1 and 4.4: error messages that a host must receive, and echo.
    private static readonly int[] Icmp4 = [3, 8, 11, 12];
    private static readonly int[] Icmp6 = [1, 2, 3, 4, 128];

    // RFC 792, RFC 4861 4.5.
    internal const int Redirect4 = 5;
    internal const int Redirect6 = 137;

    // RS, RA, NS, NA: only from this link (RFC 4861 7.1). IPv6 does not find its neighbours without them.
    private static readonly int[] NeighbourDiscovery = [133, 134, 135, 136];

    // Multicast listener discovery: routers query from link-local addresses (RFC 2710, RFC 3810).
    private static readonly int[] ListenerDiscovery = [130, 131, 132, 143];

    // All DHCPv6 servers and relays on this link, RFC 8415 7.1.
    private static readonly Cidr AllDhcp6 = Cidr.Parse("ff02::1:2/128");

    /// <summary>
    /// Loopback, no redirects, known connections, then INVALID dropped, not rejected: a late packet must not reset a healthy flow; then
    /// ICMP. RELATED comes early, for path MTU discovery; a redirect about a known connection is RELATED, so a forged one could divert the
    /// connection.
    /// </summary>
    internal static IEnumerable<FilterRule> Input(NodePlatform platform) =>
        [
            Accept(RuleFamilies.Both, "The node itself", new RuleMatch.InputInterface("lo")),
            new(RuleFamilies.V4, "No router says which way to take", [new RuleMatch.IcmpType(Redirect4)], RuleVerdict.Drop),
            new(RuleFamilies.V6, "No router says which way to take", [new RuleMatch.IcmpType(Redirect6)], RuleVerdict.Drop),
            Accept(RuleFamilies.Both, "Connections accepted before, and errors about them", new RuleMatch.Tracked(TrackedState.Known)),
            new(
                RuleFamilies.Both,
                "Late packets are dropped, or they would reset healthy flows",
                [new RuleMatch.Tracked(TrackedState.Invalid)],
                RuleVerdict.Drop
            ),
            .. Icmp4.Select(t => Accept(RuleFamilies.V4, "ICMP: errors and echo", new RuleMatch.IcmpType(t))),
            .. Icmp6.Select(t => Accept(RuleFamilies.V6, "ICMPv6: errors and echo", new RuleMatch.IcmpType(t))),
            .. NeighbourDiscovery.Select(t =>
                Accept(RuleFamilies.V6, "IPv6 neighbours", new RuleMatch.IcmpType(t), new RuleMatch.FromThisLink())
            ),
            .. ListenerDiscovery.Select(t =>
                Accept(RuleFamilies.V6, "IPv6 multicast groups", new RuleMatch.Source(NodePlatform.LinkLocal6), new RuleMatch.IcmpType(t))
            ),
            .. platform.Dhcp ? Dhcp : [],
        ];

    /// <summary>
    /// As <see cref="Input"/>. ICMP errors relate to known connections; echo is allowed if the policy allows all traffic. Rejections by our
    /// own chains count as known too: the kernel ties them to the rejected packet.
    /// </summary>
    internal static IEnumerable<FilterRule> Output(NodePlatform platform) =>
        [
            Accept(RuleFamilies.Both, "The node itself", new RuleMatch.OutputInterface("lo")),
            Accept(RuleFamilies.Both, "Answers", new RuleMatch.Tracked(TrackedState.Known)),
            new(
                RuleFamilies.Both,
                "What belongs to nothing is not worth an answer",
                [new RuleMatch.Tracked(TrackedState.Invalid)],
                RuleVerdict.Drop
            ),
            Accept(RuleFamilies.V6, "IPv6 neighbours and multicast groups", new RuleMatch.LinkControl()),
            .. platform.Dhcp ? DhcpRequests : [],
        ];

    /// <summary>Rejects matching packets immediately: a reset for TCP, "port unreachable" for the rest.</summary>
    internal static FilterRule Refuse(string why, RuleFamilies families, params RuleMatch[] matches) =>
        new(families, why, [.. matches], RuleVerdict.Refuse);

    /// <summary>Implements <see cref="RuleVerdict.Refuse"/>.</summary>
    internal static FilterChain RefuseChain { get; } =
        new(
            FilterChain.Refuse,
            [
                new(RuleFamilies.Both, "Refusals, at once", [new RuleMatch.Transport(IpProtocol.Tcp)], RuleVerdict.RejectReset),
                new(RuleFamilies.Both, "Refusals, at once", [], RuleVerdict.RejectUnreachable),
            ]
        );

    // Renewals go to the server that issued the lease, wherever it is; the first request is a broadcast that bypasses all filters.
    private static IEnumerable<FilterRule> DhcpRequests =>
        [
            Accept(RuleFamilies.V4, "DHCP leases", new RuleMatch.UdpPair(68, 67)),
            Accept(RuleFamilies.V6, "DHCPv6 leases", new RuleMatch.Destination(AllDhcp6), new RuleMatch.UdpPair(546, 547)),
        ];

    // Replies to broadcast requests belong to no tracked connection.
    private static IEnumerable<FilterRule> Dhcp =>
        [
            Accept(RuleFamilies.V4, "DHCP leases", new RuleMatch.UdpPair(67, 68)),
            Accept(RuleFamilies.V6, "DHCPv6 leases", new RuleMatch.Source(NodePlatform.LinkLocal6), new RuleMatch.UdpPair(547, 546)),
        ];

    internal static FilterRule Accept(RuleFamilies families, string why, params RuleMatch[] matches) =>
        new(families, why, [.. matches], RuleVerdict.Accept);
}
