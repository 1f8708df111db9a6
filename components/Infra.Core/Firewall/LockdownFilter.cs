using Infra.Core.Addressing;
using Infra.Core.Boot;
using Infra.Core.Policy;
using Infra.Core.Spec;

namespace Infra.Core.Firewall;

/// <summary>
/// The filter of a node that has none yet: what IP needs, SSH from management, nothing else. It has no sets, so it loads
/// with the restore command alone, inline in user data, before any file of ours is on the disk.
/// </summary>
public static class LockdownFilter
{
    public static FilterTable Compile(ProjectSpec spec) => new(
        [],
        [
            new FilterChain("INFRA-INPUT",
            [
                .. EssentialRules.Input(NodePlatform.For(spec.Cloud)),
                .. CidrSet.Merge(spec.ManagementSources).Select(source => EssentialRules.Accept(
                    source.Family == IpFamily.V4 ? RuleFamilies.V4 : RuleFamilies.V6,
                    "SSH from management",
                    new RuleMatch.Source(source),
                    new RuleMatch.DestinationPorts(IpProtocol.Tcp, [22]))),
                .. EssentialRules.Reject("Everything else is refused at once", RuleFamilies.Both),
            ]),
            new FilterChain("INFRA-FORWARD", [.. EssentialRules.Reject("A node routes nothing", RuleFamilies.Both)]),
            new FilterChain("INFRA-OUTPUT", [.. EssentialRules.Output()]),
        ]);
}
