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
    /// <param name="management">The set of operators' networks; null if nobody may log in.</param>
    internal static UntrackedRules Of(IReadOnlyCollection<Flow> flows, string? management)
    {
        int[][] tunnel = Ports(flows.Where(flow => flow.Purpose is FlowPurpose.Tunnel && flow.Protocol == IpProtocol.Udp));
        int[][] peers = Ports(flows.Where(flow => flow.Purpose is FlowPurpose.Mesh && flow.Protocol == IpProtocol.Tcp));
        int[][] ssh = management is null
            ? []
            : Ports(flows.Where(flow => flow.Purpose is FlowPurpose.Management && flow.Protocol == IpProtocol.Tcp));
        RuleMatch untracked = new RuleMatch.Tracked(TrackedState.Untracked);
        RuleMatch inTunnel = new RuleMatch.InputInterface(NodeFilter.MeshInterface),
            intoTunnel = new RuleMatch.OutputInterface(NodeFilter.MeshInterface);
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
                        .. peers.Select(ports => Leave(Peers, RuleFamilies.V6, inTunnel, fromPeer, To(IpProtocol.Tcp, ports))),
                        .. peers.Select(ports =>
                            Leave(Peers, RuleFamilies.V6, inTunnel, fromPeer, new RuleMatch.TcpFrom([.. ports], AnswersOnly: true))
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
                        .. peers.Select(ports => Leave(Peers, RuleFamilies.V6, intoTunnel, toPeer, To(IpProtocol.Tcp, ports))),
                        .. peers.Select(ports =>
                            Leave(Peers, RuleFamilies.V6, intoTunnel, toPeer, new RuleMatch.TcpFrom([.. ports], AnswersOnly: true))
                        ),
                    ]
                ),
            ],
            [
                .. peers.Select(ports =>
                    EssentialRules.Accept(
                        RuleFamilies.V6,
                        "Peers' answers, inside the tunnel",
                        inTunnel,
                        fromPeer,
                        new RuleMatch.TcpFrom([.. ports], AnswersOnly: true),
                        untracked
                    )
                ),
            ],
            [
                .. ssh.Select(ports => AnswerToOperators(RuleFamilies.Both, new RuleMatch.DestinationSet(management!), ports)),
                .. peers.Select(ports =>
                    EssentialRules.Accept(
                        RuleFamilies.V6,
                        "Answers to peers, inside the tunnel",
                        intoTunnel,
                        toPeer,
                        new RuleMatch.TcpFrom([.. ports], AnswersOnly: true),
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

    private static int[][] Ports(IEnumerable<Flow> flows) =>
        [.. flows.SelectMany(flow => flow.Ports.AsNumbers()).Distinct().Order().Chunk(RuleMatch.DestinationPorts.Most)];

    private static RuleMatch.DestinationPorts To(IpProtocol protocol, int[] ports) => new RuleMatch.DestinationPorts(protocol, [.. ports]);

    private static FilterRule Leave(string why, RuleFamilies families, params RuleMatch[] matches) =>
        new(families, why, [.. matches], RuleVerdict.LeaveUntracked);
}
