using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Boot;
using Infra.Core.Mesh;
using Infra.Core.Policy;
using Infra.Core.Topology;

namespace Infra.Core.Firewall;

/// <summary>
/// Lowers the policy to one node's filter. The number of rules depends on how many kinds of source there are, never on
/// how many peers or addresses: those are in sets.
/// </summary>
public static class NodeFilter
{
    public const string MeshInterface = "wg0";
    public const string PeerSet = "infra-peers";
    public const string MeshSet = "infra-mesh";

    /// <summary>
    /// What a node starts with: the filter that closed it before, open to management alone and without sets. So user data does
    /// not grow with clients and peers, does not change with them, and a node serves nobody before its first push. Outwards
    /// it is a node like any: it needs names, time and packages before anything is pushed.
    /// </summary>
    /// <exception cref="ArgumentException">The plan has no such node.</exception>
    public static FilterTable CompileFirstBoot(ProjectPlan plan, string nodeKey) =>
        LockdownFilter.Compile(plan, NodeOf(plan, nodeKey).Service);

    /// <summary>The filter of a node in service.</summary>
    /// <exception cref="ArgumentException">The plan has no such node.</exception>
    public static FilterTable Compile(ProjectPlan plan, string nodeKey)
    {
        var node = NodeOf(plan, nodeKey);
        var flows = plan.Policy.Flows.Where(f => f.Service == node.Service).ToImmutableArray();
        var toHere = flows.Where(f => f.Reaches(node)).ToImmutableArray();
        var peers = flows.Any(f => f.Purpose is FlowPurpose.Tunnel or FlowPurpose.Mesh)
            ? plan.Topology.Nodes.Where(n => n.Service == node.Service && n.Key != node.Key).ToImmutableArray()
            : [];
        var mesh = MeshNetwork.Of(plan.Topology);
        var outside = OutsideRules.Of(toHere);
        var untracked = UntrackedRules.Of(
            flows,
            outside.Sets.Any(set => set.Name == SourceGroup.ManagementSet) ? SourceGroup.ManagementSet : null
        );
        var outbound = OutboundRules.Of(plan.Policy.Egress.Where(f => f.Service == node.Service));

        var sets = outside
            .Sets.Concat(outbound.Sets)
            .Append(new AddressSet(PeerSet, peers.SelectMany(AddressesOf).Select(Cidr.Host)))
            .Append(new AddressSet(MeshSet, peers.Select(p => Cidr.Host(p.MeshAddress))))
            .OrderBy(s => s.Name, StringComparer.Ordinal);

        return new FilterTable(
            [.. sets],
            [
                new FilterChain(
                    "INFRA-INPUT",
                    [
                        .. EssentialRules.Input(NodePlatform.For(plan.Spec.Cloud)),
                        .. Ports(toHere.Where(f => f.Purpose is FlowPurpose.Tunnel))
                            .SelectMany(p => p.Rules("Tunnel packets from peers", [new RuleMatch.SourceSet(PeerSet)], RuleFamilies.Both)),
                        .. Ports(toHere.Where(f => f.Purpose is FlowPurpose.Mesh))
                            .SelectMany(p =>
                                p.Rules(
                                    "Peers, inside the tunnel only",
                                    [new RuleMatch.InputInterface(MeshInterface), new RuleMatch.SourceSet(MeshSet)],
                                    RuleFamilies.V6
                                )
                            ),
                        .. untracked.Answered,
                        EssentialRules.Refuse(
                            "A tunnel address from outside the tunnel is forged",
                            RuleFamilies.V6,
                            new RuleMatch.InputInterface(MeshInterface, Negated: true),
                            new RuleMatch.Source(mesh)
                        ),
                        .. Ports(flows.Where(f => f.Purpose is FlowPurpose.Mesh))
                            .SelectMany(p =>
                                p.Refuse(
                                    "Peer traffic never comes in the clear, whatever clients may do",
                                    [new RuleMatch.InputInterface(MeshInterface, Negated: true), new RuleMatch.SourceSet(PeerSet)]
                                )
                            ),
                        .. outside.Rules,
                        EssentialRules.Refuse("Everything else is refused at once", RuleFamilies.Both),
                    ]
                ),
                new FilterChain("INFRA-FORWARD", [EssentialRules.Refuse("A node routes nothing", RuleFamilies.Both)]),
                new FilterChain(
                    "INFRA-OUTPUT",
                    [
                        .. EssentialRules.Output(NodePlatform.For(plan.Spec.Cloud)),
                        .. untracked.Answers,
                        EssentialRules.Refuse(
                            "Tunnel addresses are reached through the tunnel or not at all",
                            RuleFamilies.V6,
                            new RuleMatch.OutputInterface(MeshInterface, Negated: true),
                            new RuleMatch.Destination(mesh)
                        ),
                        .. Ports(flows.Where(f => f.Purpose is FlowPurpose.Mesh))
                            .SelectMany(p =>
                                p.Refuse(
                                    "Peer traffic never leaves in the clear",
                                    [new RuleMatch.OutputInterface(MeshInterface, Negated: true), new RuleMatch.DestinationSet(PeerSet)]
                                )
                            ),
                        .. Ports(flows.Where(f => f.Purpose is FlowPurpose.Tunnel))
                            .SelectMany(p =>
                                p.Rules("Tunnel packets to peers", [new RuleMatch.DestinationSet(PeerSet)], RuleFamilies.Both)
                            ),
                        // Where a component runs on some nodes only, the others refuse: they know better than this one.
                        .. Ports(flows.Where(f => f.Purpose is FlowPurpose.Mesh))
                            .SelectMany(p =>
                                p.Rules(
                                    "Peers, inside the tunnel only",
                                    [new RuleMatch.OutputInterface(MeshInterface), new RuleMatch.DestinationSet(MeshSet)],
                                    RuleFamilies.V6
                                )
                            ),
                        .. outbound.Rules,
                        EssentialRules.Refuse("Everything else is refused at once", RuleFamilies.Both),
                    ]
                ),
                EssentialRules.RefuseChain,
            ]
        )
        {
            RawChains = untracked.Raw,
            PortSets = [.. outside.PortSets.Concat(outbound.PortSets).OrderBy(s => s.Name, StringComparer.Ordinal)],
        };
    }

    private static Node NodeOf(ProjectPlan plan, string nodeKey) =>
        plan.Topology.Nodes.FirstOrDefault(n => n.Key == nodeKey)
        ?? throw new ArgumentException($"The plan has no node '{nodeKey}'.", nameof(nodeKey));

    private static IEnumerable<PortGroup> Ports(IEnumerable<Flow> flows) => PortGroup.Of(flows);

    private static IEnumerable<IpAddr> AddressesOf(Node node) => node.Address6 is { } v6 ? [node.Address, v6] : [node.Address];
}
