using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Firewall;

/// <summary>
/// What must pass even if one client fills the conntrack table: operators' logins, the tunnel's packets, and peer traffic inside the
/// tunnel. It is left untracked in both directions, and needs no entry there.
/// </summary>
/// <remarks>
/// The filter accepts it by the packet's own fields, as it already does when a connection is opened; the other direction is accepted as
/// replies: TCP from that port that opens nothing. The kernel considers ICMP errors about it INVALID and drops them; TCP finds a smaller
/// MTU without them (tcp_mtu_probing), and the tunnel has a fixed one. With UDP nothing distinguishes replies from requests, so peer
/// traffic over UDP, of which the catalog has none, would stay tracked.
/// </remarks>
internal sealed record UntrackedRules(
    ImmutableArray<FilterChain> Raw,
    ImmutableArray<FilterRule> Answered,
    ImmutableArray<FilterRule> Answers
)
{
    private const string Operators = "Operators get in when the table of connections is full";
    private const string Tunnel = "The tunnel's packets";
    private const string Peers = "Peers, inside the tunnel";

    /// <param name="flows">All of the flows of the node's service.</param>
    /// <param name="links">The interfaces of peer traffic.</param>
    /// <param name="management">The set of operators' networks; null if nobody may log in.</param>
    internal static UntrackedRules Of(IReadOnlyCollection<Flow> flows, MeshLinks links, string? management)
    {
        int[][] tunnel = Ports(flows.Where(flow => flow.Purpose is FlowPurpose.Tunnel && flow.Protocol == IpProtocol.Udp));
        int[][] peers = Ports(flows.Where(flow => flow.Purpose is FlowPurpose.Mesh && flow.Protocol == IpProtocol.Tcp));
        int[][] ssh = management is null
            ? []
            : Ports(flows.Where(flow => flow.Purpose is FlowPurpose.Management && flow.Protocol == IpProtocol.Tcp));
        RuleMatch untracked = new RuleMatch.Tracked(TrackedState.Untracked);
        var inTunnel = peers.SelectMany(_ => links.Inbound, (ports, link) => (Link: link, Ports: ports)).ToList();
        var intoTunnel = peers.SelectMany(_ => links.Outbound, (ports, link) => (Link: link, Ports: ports)).ToList();
        RuleMatch fromPeer = new RuleMatch.SourceSet(NodeFilter.MeshSet),
            toPeer = new RuleMatch.DestinationSet(NodeFilter.MeshSet);
        return new(
            [
                new FilterChain(
                    "INFRA-PREROUTING",
                    [
                        .. ssh.Select(ports =>
                            Leave(Operators, RuleFamilies.Both, new RuleMatch.SourceSet(management!), To(IpProtocol.Tcp, ports))
                        ),
                        .. tunnel.Select(ports =>
                            Leave(Tunnel, RuleFamilies.Both, new RuleMatch.SourceSet(NodeFilter.PeerSet), To(IpProtocol.Udp, ports))
                        ),
                        .. Encapsulated(links, new RuleMatch.SourceSet(NodeFilter.PeerSet)),
                        .. inTunnel.Select(p => Leave(Peers, RuleFamilies.V6, p.Link, fromPeer, To(IpProtocol.Tcp, p.Ports))),
                        .. inTunnel.Select(p =>
                            Leave(Peers, RuleFamilies.V6, p.Link, fromPeer, new RuleMatch.TcpFrom([.. p.Ports], AnswersOnly: true))
                        ),
                    ]
                ),
                new FilterChain(
                    "INFRA-OUTPUT",
                    [
                        .. ssh.Select(ports =>
                            Leave(
                                Operators,
                                RuleFamilies.Both,
                                new RuleMatch.DestinationSet(management!),
                                new RuleMatch.TcpFrom([.. ports], AnswersOnly: true)
                            )
                        ),
                        .. tunnel.Select(ports =>
                            Leave(Tunnel, RuleFamilies.Both, new RuleMatch.DestinationSet(NodeFilter.PeerSet), To(IpProtocol.Udp, ports))
                        ),
                        .. Encapsulated(links, new RuleMatch.DestinationSet(NodeFilter.PeerSet)),
                        .. intoTunnel.Select(p => Leave(Peers, RuleFamilies.V6, p.Link, toPeer, To(IpProtocol.Tcp, p.Ports))),
                        .. intoTunnel.Select(p =>
                            Leave(Peers, RuleFamilies.V6, p.Link, toPeer, new RuleMatch.TcpFrom([.. p.Ports], AnswersOnly: true))
                        ),
                    ]
                ),
            ],
            [
                .. inTunnel.Select(p =>
                    EssentialRules.Accept(
                        RuleFamilies.V6,
                        "Peers' answers, inside the tunnel",
                        p.Link,
                        fromPeer,
                        new RuleMatch.TcpFrom([.. p.Ports], AnswersOnly: true),
                        untracked
                    )
                ),
            ],
            [
                .. ssh.Select(ports => AnswerToOperators(RuleFamilies.Both, new RuleMatch.DestinationSet(management!), ports)),
                .. intoTunnel.Select(p =>
                    EssentialRules.Accept(
                        RuleFamilies.V6,
                        "Answers to peers, inside the tunnel",
                        p.Link,
                        toPeer,
                        new RuleMatch.TcpFrom([.. p.Ports], AnswersOnly: true),
                        untracked
                    )
                ),
            ]
        );
    }

    /// <summary>Untracked replies to operators, for the filter.</summary>
    internal static FilterRule AnswerToOperators(RuleFamilies families, RuleMatch to, IEnumerable<int> ports) =>
        EssentialRules.Accept(
            families,
            "Answers to operators, untracked",
            to,
            new RuleMatch.TcpFrom([.. ports], AnswersOnly: true),
            new RuleMatch.Tracked(TrackedState.Untracked)
        );

    private static IEnumerable<FilterRule> Encapsulated(MeshLinks links, RuleMatch peer) =>
        links.HasIPsec
            ? [Leave("The mesh's packets, on their way to or from IPsec", RuleFamilies.V4, peer, new RuleMatch.Encapsulated())]
            : [];

    private static int[][] Ports(IEnumerable<Flow> flows) =>
        [.. flows.SelectMany(flow => flow.Ports.AsNumbers()).Distinct().Order().Chunk(RuleMatch.DestinationPorts.Most)];

    private static RuleMatch.DestinationPorts To(IpProtocol protocol, int[] ports) => new RuleMatch.DestinationPorts(protocol, [.. ports]);

    private static FilterRule Leave(string why, RuleFamilies families, params RuleMatch[] matches) =>
        new(families, why, [.. matches], RuleVerdict.LeaveUntracked);
}
