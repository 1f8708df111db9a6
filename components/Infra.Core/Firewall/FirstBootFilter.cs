using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Topology;

namespace Infra.Core.Firewall;

/// <summary>
/// The filter of a node that has none yet: what IP needs, the policy's flows for operators, and the egress that the policy allows any node
/// of the service, since its packages come from there. It has no sets, so one command loads it, inline in user data, before any file of
/// ours is on disk. Every filter before a node's first push, or if its own does not load, is compiled here from the policy's flows.
/// </summary>
internal sealed class FirstBootFilter
{
    private readonly ImmutableArray<Flow> _operators;
    private readonly ImmutableArray<EgressFlow> _egress;
    private readonly NodePlatform _platform;

    /// <param name="flows">All flows of the service; only operators' are used.</param>
    /// <param name="egress">All egress of the service.</param>
    internal FirstBootFilter(IEnumerable<Flow> flows, IEnumerable<EgressFlow> egress, NodePlatform platform)
    {
        _operators = [.. flows.Where(flow => flow.Purpose is FlowPurpose.Management)];
        _egress = [.. egress];
        _platform = platform;
        Table = Compile(untracked: false);
        AfterService = Compile(untracked: true);
    }

    /// <summary>
    /// The initial filter, open to operators only. So user data neither grows nor changes with clients and peers, and a node serves nobody
    /// before its first push. Egress is like any other node's: it needs DNS, time and packages before anything is pushed.
    /// </summary>
    internal FilterTable Table { get; }

    /// <summary>
    /// What a node that was in service falls back to if its filter does not load. It may replace one with
    /// <see cref="FilterTable.RawChains"/>, which stay in the kernel: then replies to operators are allowed.
    /// </summary>
    internal FilterTable AfterService { get; }

    /// <summary>
    /// An nft file, complete lines, for an image without iptables: nftables filters until packages are installed. Operators must be able to
    /// log in to fix a first boot that fails. infra-apply removes the table.
    /// </summary>
    internal string WriteNft() =>
        $$"""
            table inet infra_early
            delete table inet infra_early
            table inet infra_early {
              chain input {
                type filter hook input priority 0; policy drop;
                iif lo accept
                icmp type {{EssentialRules.Redirect4}} drop
                icmpv6 type {{EssentialRules.Redirect6}} drop
                ct state established,related accept
                meta l4proto { icmp, ipv6-icmp } accept
                udp sport 67 udp dport 68 accept
                udp sport 547 udp dport 546 accept
            {{string.Concat(NftInward)}}    reject
              }
              chain output {
                type filter hook output priority 0; policy drop;
                oif lo accept
                ct state established,related accept
                icmpv6 type { 133, 135, 136, 143 } accept
                udp sport 68 udp dport 67 accept
                udp sport 546 udp dport 547 accept
            {{string.Concat(NftOutward)}}    reject
              }
            }

            """;

    private FilterTable Compile(bool untracked) =>
        new(
            [],
            [
                new FilterChain(
                    "INFRA-INPUT",
                    [
                        .. EssentialRules.Input(_platform),
                        .. from login in Logins
                        from rule in login.On.Rules("SSH from management", [new RuleMatch.Source(login.From)], FamilyOf(login.From))
                        select rule,
                        EssentialRules.Refuse("Everything else is refused at once", RuleFamilies.Both),
                    ]
                ),
                new FilterChain("INFRA-FORWARD", [EssentialRules.Refuse("A node routes nothing", RuleFamilies.Both)]),
                new FilterChain(
                    "INFRA-OUTPUT",
                    [
                        .. EssentialRules.Output(_platform),
                        .. untracked
                            ? Logins.Select(login =>
                                UntrackedRules.AnswerToOperators(
                                    FamilyOf(login.From),
                                    new RuleMatch.Destination(login.From),
                                    login.On.Ports.AsNumbers()
                                )
                            )
                            : [],
                        .. OutboundRules.WithoutSets(_egress),
                        EssentialRules.Refuse("Everything else is refused at once", RuleFamilies.Both),
                    ]
                ),
                EssentialRules.RefuseChain,
            ]
        );

    /// <summary>Each network that operators connect from, with what they may reach.</summary>
    private IEnumerable<(Cidr From, PortGroup On)> Logins =>
        from flow in _operators
        from source in CidrSet.Merge(SourcesOf(flow))
        from ports in PortGroup.Of([flow])
        select (source, ports);

    private IEnumerable<string> NftInward =>
        from flow in _operators
        from sources in ByFamily(SourcesOf(flow))
        from ports in PortGroup.Of([flow])
        select $"    {NftMatch.Source(sources)}{NftMatch.FewPorts(ports.Protocol, ports.Ports)} accept\n";

    private IEnumerable<string> NftOutward =>
        [
            .. from grouped in EgressGroup.Of(_egress)
            from family in ByFamily(grouped.Networks)
            let to = $"{NftMatch.Destination(family)}{NftMatch.Ports(grouped.On.Protocol, grouped.On.Ports)}"
            select grouped.ForRootAlone ? $"    {to} meta skuid 0 accept\n    {to} reject\n" : $"    {to} accept\n",
            .. from open in OutboundRules.ClosedOf(_egress)
            from line in new[]
            {
                open.Closed.IsEmpty ? "" : $"    {NftMatch.Destination(ByFamily(open.Closed).Single())} reject\n",
                $"    meta nfproto {(open.Family == IpFamily.V4 ? "ipv4" : "ipv6")} accept\n",
            }
            select line,
        ];

    private static IOrderedEnumerable<IGrouping<IpFamily, Cidr>> ByFamily(IEnumerable<Cidr> cidrs) =>
        CidrSet.Merge(cidrs).GroupBy(cidr => cidr.Family).OrderBy(family => family.Key);

    private static ImmutableArray<Cidr> SourcesOf(Flow flow) => ((FlowPurpose.Management)flow.Purpose).Sources;

    private static RuleFamilies FamilyOf(Cidr cidr) => cidr.Family == IpFamily.V4 ? RuleFamilies.V4 : RuleFamilies.V6;
}
