using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Topology;

namespace Infra.Core.Firewall;

/// <summary>
/// Lowers the policy to one node's filter. The number of rules depends on the kinds of source, never on the number of peers or addresses:
/// those are in sets.
/// </summary>
internal static class NodeFilter
{
    public const string PeerSet = "infra-peers";
    public const string MeshSet = "infra-mesh";

    /// <summary>The filter of a node in service.</summary>
    /// <exception cref="ArgumentException">The plan has no such node.</exception>
    public static FilterTable Compile(ProjectPlan plan, string nodeKey)
    {
        var (service, node) = ServiceFilter.Of(plan, nodeKey);
        return Compile(service, node);
    }

    internal static FilterTable Compile(ServiceFilter service, Node node)
    {
        var (plan, flows, outbound) = (service.Plan, service.Flows, service.Outbound);
        var toHere = flows.Where(f => f.Reaches(node)).ToImmutableArray();
        var peers = flows.Any(f => f.Purpose is FlowPurpose.Tunnel or FlowPurpose.Mesh)
            ? service.Nodes.Where(n => n.Key != node.Key).ToImmutableArray()
            : [];
        var mesh = service.Mesh;
        var links = service.Links;
        var outside = OutsideRules.Of(toHere);
        var untracked = UntrackedRules.Of(
            flows,
            links,
            outside.Sets.Any(set => set.Name == SourceGroup.ManagementSet) ? SourceGroup.ManagementSet : null
        );

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
                        .. IpsecRules.RefusePlain(links, inbound: true),
                        .. EssentialRules.Input(NodePlatform.For(plan.Spec.Cloud)),
                        .. Ports(toHere.Where(f => f.Purpose is FlowPurpose.Tunnel))
                            .SelectMany(p => p.Rules("Tunnel packets from peers", [new RuleMatch.SourceSet(PeerSet)], RuleFamilies.Both)),
                        .. IpsecRules.AcceptInside(links, inbound: true, new RuleMatch.SourceSet(PeerSet)),
                        .. IpsecRules.DropOthers(links),
                        .. Inside(toHere, links.Inbound, new RuleMatch.SourceSet(MeshSet)),
                        .. untracked.Answered,
                        EssentialRules.Refuse(
                            "A tunnel address from outside the tunnel is forged",
                            RuleFamilies.V6,
                            [.. links.Elsewhere(inbound: true), new RuleMatch.Source(mesh)]
                        ),
                        .. Ports(flows.Where(f => f.Purpose is FlowPurpose.Mesh))
                            .SelectMany(p =>
                                p.Refuse(
                                    "Peer traffic never comes in the clear, whatever clients may do",
                                    [.. links.Elsewhere(inbound: true), new RuleMatch.SourceSet(PeerSet)]
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
                        .. IpsecRules.RefusePlain(links, inbound: false),
                        .. EssentialRules.Output(NodePlatform.For(plan.Spec.Cloud)),
                        .. untracked.Answers,
                        .. links.Names.Length == 1
                            ? [.. InTheClear(), .. ToPeers()]
                            : (ImmutableArray<FilterRule>)[.. ToPeers(), .. InTheClear()],
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

        IEnumerable<FilterRule> InTheClear() =>
            [
                EssentialRules.Refuse(
                    "Tunnel addresses are reached through the tunnel or not at all",
                    RuleFamilies.V6,
                    [.. links.Elsewhere(inbound: false), new RuleMatch.Destination(mesh)]
                ),
                .. Ports(flows.Where(f => f.Purpose is FlowPurpose.Mesh))
                    .SelectMany(p =>
                        p.Refuse(
                            "Peer traffic never leaves in the clear",
                            [.. links.Elsewhere(inbound: false), new RuleMatch.DestinationSet(PeerSet)]
                        )
                    ),
            ];

        IEnumerable<FilterRule> ToPeers() =>
            [
                .. Ports(flows.Where(f => f.Purpose is FlowPurpose.Tunnel))
                    .SelectMany(p => p.Rules("Tunnel packets to peers", [new RuleMatch.DestinationSet(PeerSet)], RuleFamilies.Both)),
                .. IpsecRules.AcceptInside(links, inbound: false, new RuleMatch.DestinationSet(PeerSet)),
                // If a component runs on some nodes only, the others reject the traffic themselves.
                .. Inside(flows, links.Outbound, new RuleMatch.DestinationSet(MeshSet)),
            ];
    }

    private static IEnumerable<FilterRule> Inside(IEnumerable<Flow> flows, IEnumerable<RuleMatch> links, RuleMatch peer) =>
        from ports in Ports(flows.Where(f => f.Purpose is FlowPurpose.Mesh))
        from link in links
        from rule in ports.Rules("Peers, inside the tunnel only", [link, peer], RuleFamilies.V6)
        select rule;

    private static IEnumerable<PortGroup> Ports(IEnumerable<Flow> flows) => PortGroup.Of(flows);

    private static IEnumerable<IpAddr> AddressesOf(Node node) => node.Address6 is { } v6 ? [node.Address, v6] : [node.Address];
}
