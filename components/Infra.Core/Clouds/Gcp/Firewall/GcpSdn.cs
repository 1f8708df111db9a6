using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Gcp;

/// <summary>The firewall rules around a project's nodes on GCP.</summary>
internal static class GcpSdn
{
    /// <summary>All rules, one per line; byte-identical for the same rules.</summary>
    internal static string Listing(IEnumerable<GcpFirewallRule> rules) => string.Concat(rules.Select(rule => $"{rule}\n"));

    /// <summary>Reports what GCP would reject.</summary>
    /// <param name="placeOf">Maps a key path to its place in the stack file.</param>
    internal static ImmutableArray<Diagnostic> Check(GcpFirewall firewall, Func<string, SourceLocation> placeOf, GcpFirewallQuota quota) =>
        [.. Findings(firewall.Plan, firewall.Rules, quota, placeOf)];

    private static IEnumerable<Diagnostic> Findings(
        ProjectPlan plan,
        ImmutableArray<GcpFirewallRule> rules,
        GcpFirewallQuota quota,
        Func<string, SourceLocation> placeOf
    )
    {
        if (rules.Length > quota.Rules)
        {
            yield return new Diagnostic(
                DiagnosticCodes.TooManyGcpRules,
                Severity.Error,
                placeOf("services"),
                $"The project needs {rules.Length} VPC firewall rules; a Google Cloud project can have {quota.Rules} "
                    + "(VPC firewall rules, metric FIREWALLS), including rules that exist already.",
                "Move services to another project, or let components share the service's list, and with it its rule. "
                    + $"{GcpQuotas.FirewallRules.RaiseTo(rules.Length)}"
            );
        }

        foreach (var rule in rules)
        {
            if (rule.Remote is GcpRemote.Ranges ranges && ranges.Cidrs.Length > quota.RangesPerRule)
            {
                var shares = RuleShare.Of(plan, rule.Service, one =>
                    GcpFirewallCompiler
                        .Compile(one, rule.Service, quota)
                        .Where(same => same.Name == rule.Name)
                        .Sum(same => same.Remote is GcpRemote.Ranges its ? its.Cidrs.Length : 0)
                );
                var dearest = shares.IsEmpty
                    ? rule.Ingress
                        ? $"services.{rule.Service}.allowedSources"
                        : "egress"
                    : shares[0].Path;
                yield return new Diagnostic(
                    DiagnosticCodes.TooManyGcpRanges,
                    Severity.Error,
                    placeOf(dearest),
                    $"The firewall rule {rule.Name} needs {ranges.Cidrs.Length} networks; one can hold "
                        + $"{quota.RangesPerRule}, and a list is split into at most {RangeSlots.Count} rules.",
                    $"List fewer, wider networks under '{dearest}'. {GcpQuotas.FirewallRuleRanges.RaiseTo(ranges.Cidrs.Length)}"
                );
            }
        }
    }
}
