using System.Collections.Immutable;
using Infra.Core.Clouds.Gcp;
using Infra.Core.Diagnostics;

namespace Infra.Core.Sdn.Gcp;

/// <summary>The layer of rules around the nodes of a project on GCP.</summary>
public static class GcpSdn
{
    /// <summary>Every service's rules, services by name.</summary>
    /// <exception cref="InvalidOperationException">A flow cannot be expressed; <see cref="Check(ProjectPlan, Func{string, SourceLocation})"/> says so beforehand.</exception>
    public static ImmutableArray<GcpFirewallRule> Rules(ProjectPlan plan) => Rules(plan, GcpFirewallQuota.In(plan.Spec));

    /// <summary>All rules, one a line; the same bytes for the same plan.</summary>
    public static string Listing(ProjectPlan plan) => string.Concat(Rules(plan).Select(rule => $"{rule}\n"));

    /// <summary>What GCP would not take.</summary>
    /// <param name="placeOf">The place of a path in the stack file.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, Func<string, SourceLocation> placeOf) =>
        Check(plan, placeOf, GcpFirewallQuota.In(plan.Spec));

    /// <inheritdoc cref="Rules(ProjectPlan)"/>
    public static ImmutableArray<GcpFirewallRule> Rules(ProjectPlan plan, GcpFirewallQuota quota) =>
        [.. plan.Spec.Services.Keys.SelectMany(service => GcpFirewallCompiler.Compile(plan, service, quota))];

    /// <inheritdoc cref="Check(ProjectPlan, Func{string, SourceLocation})"/>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, Func<string, SourceLocation> placeOf, GcpFirewallQuota quota)
    {
        return [.. Findings(plan, Rules(plan, quota), quota, placeOf)];
    }

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
                $"The project needs {rules.Length} VPC firewall rules; a cloud project may have {quota.Rules} (VPC firewall rules, metric FIREWALLS), others' rules in it included.",
                $"Put services into a project of their own; components that share the service's list share its rule. {GcpQuotas.FirewallRules.RaiseTo(rules.Length)}"
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
                    $"The firewall rule {rule.Name} needs {ranges.Cidrs.Length} networks; one holds {quota.RangesPerRule}, and a list is spread over {RangeSlots.Count} rules at most.",
                    $"Name fewer, wider networks under '{dearest}'. {GcpQuotas.FirewallRuleRanges.RaiseTo(ranges.Cidrs.Length)}"
                );
            }
        }
    }
}
