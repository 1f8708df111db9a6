using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Firewall;

/// <summary>
/// What must get through when the table of connections is full, because one client filled it: operators' logins, the tunnel's packets,
/// and what peers say to each other inside the tunnel. It is left untracked, both ways, and needs no place there.
/// </summary>
/// <remarks>
/// The filter accepts it by what a packet says of itself, as it does anyway at the end where a connection is asked for; what follows
/// in the other direction is accepted as answers: TCP from that port that opens nothing. ICMP errors about it are INVALID to the kernel
/// and dropped; TCP finds a smaller MTU without (tcp_mtu_probing), the tunnel has a fixed one. Over UDP nothing tells an answer
/// from a question, so peers' conversations over UDP, of which the catalogue has none, would stay tracked.
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

    /// <param name="flows">All of the node's service.</param>
    /// <param name="management">The set of operators' networks; null where nobody may log in.</param>
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

    /// <summary>What leaves untracked for operators, by the filter.</summary>
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
