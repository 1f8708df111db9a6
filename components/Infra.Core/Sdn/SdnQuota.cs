using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Sdn;

/// <summary>How many rules the cloud's own firewall holds, checked while planning: the cloud would refuse them half-way through.</summary>
/// <param name="RulesPerFamily">Per group, direction and address family.</param>
/// <param name="Name">As the cloud's quota console calls it.</param>
public sealed record SdnQuota(int RulesPerFamily, string Name)
{
    // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
    private static readonly SdnQuota Aws = new(60, "Inbound or outbound rules per security group");

    /// <summary>A cloud's quota; null where there is none.</summary>
    public static SdnQuota? For(CloudKind cloud) => cloud == CloudKind.Aws ? Aws : null;

    /// <param name="fileName">The stack file, as messages shall name it.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, string fileName) => For(plan.Spec.Cloud) is { } quota
        ? [.. plan.Spec.Services.Keys.SelectMany(service => quota.Check(SdnCompiler.Compile(plan, service), fileName))]
        : [];

    private IEnumerable<Diagnostic> Check(SdnRuleSet rules, string fileName) =>
        from rule in rules.Rules
        group rule by (rule.Direction, Family: FamilyOf(rule)) into counted
        where counted.Count() > RulesPerFamily
        let words = $"{(counted.Key.Family == IpFamily.V4 ? "IPv4" : "IPv6")} {(counted.Key.Direction == SdnDirection.Ingress ? "inbound" : "outbound")}"
        select new Diagnostic(
            DiagnosticCodes.TooManySdnRules,
            Severity.Error,
            new SourceLocation(fileName, 0, 0, $"services.{rules.Service}.allowedSources"),
            $"Service {rules.Service} needs {counted.Count()} {words} rules; a security group holds {RulesPerFamily} ({Name}).",
            "Allow fewer, wider networks: each costs one rule for each of the service's ports.");

    // A reference to a group counts once, and for both families.
    private static IpFamily FamilyOf(SdnRule rule) => rule.Remote is SdnRemote.Network network ? network.Cidr.Family : IpFamily.V4;
}
