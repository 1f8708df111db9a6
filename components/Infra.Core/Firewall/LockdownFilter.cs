using Infra.Core.Addressing;
using Infra.Core.Topology;

namespace Infra.Core.Firewall;

/// <summary>
/// The filter of a node that has none yet: what IP needs, SSH from management, and outwards what the policy lets any node
/// of the service reach, for that is where its packages come from. It has no sets, so it loads with the restore command
/// alone, inline in user data, before any file of ours is on the disk.
/// </summary>
internal static class LockdownFilter
{
    /// <param name="service">The node's.</param>
    /// <param name="untracked">
    /// Whether it may follow a filter with <see cref="FilterTable.RawChains"/>, which stay in the kernel: operators get their answers then.
    /// </param>
    public static FilterTable Compile(ProjectPlan plan, string service, bool untracked = false)
    {
        var platform = NodePlatform.For(plan.Spec.Cloud);
        return new(
            [],
            [
                new FilterChain(
                    "INFRA-INPUT",
                    [
                        .. EssentialRules.Input(platform),
                        .. CidrSet
                            .Merge(plan.Spec.ManagementSources)
                            .Select(source =>
                                EssentialRules.Accept(
                                    source.Family == IpFamily.V4 ? RuleFamilies.V4 : RuleFamilies.V6,
                                    "SSH from management",
                                    new RuleMatch.Source(source),
                                    new RuleMatch.DestinationPorts(IpProtocol.Tcp, [22])
                                )
                            ),
                        EssentialRules.Refuse("Everything else is refused at once", RuleFamilies.Both),
                    ]
                ),
                new FilterChain("INFRA-FORWARD", [EssentialRules.Refuse("A node routes nothing", RuleFamilies.Both)]),
                new FilterChain(
                    "INFRA-OUTPUT",
                    [
                        .. EssentialRules.Output(platform),
                        .. untracked
                            ? CidrSet
                                .Merge(plan.Spec.ManagementSources)
                                .Select(source =>
                                    UntrackedRules.AnswerToOperators(
                                        source.Family == IpFamily.V4 ? RuleFamilies.V4 : RuleFamilies.V6,
                                        new RuleMatch.Destination(source)
                                    )
                                )
                            : [],
                        .. OutboundRules.WithoutSets(plan.Policy.Egress.Where(f => f.Service == service)),
                        EssentialRules.Refuse("Everything else is refused at once", RuleFamilies.Both),
                    ]
                ),
                EssentialRules.RefuseChain,
            ]
        );
    }
}
