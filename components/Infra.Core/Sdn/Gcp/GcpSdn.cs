using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn.Openings;
using Infra.Core.Spec;

namespace Infra.Core.Sdn.Gcp;

/// <summary>The layer of rules around the nodes of a project on GCP.</summary>
public static class GcpSdn
{
    /// <summary>Every service's rules, services by name.</summary>
    /// <exception cref="InvalidOperationException">A flow cannot be expressed; <see cref="Check(ProjectPlan, string)"/> says so beforehand.</exception>
    public static ImmutableArray<GcpFirewallRule> Rules(ProjectPlan plan) => Rules(plan, GcpFirewallQuota.In(plan.Spec));

    /// <summary>All rules, one a line; the same bytes for the same plan.</summary>
    public static string Listing(ProjectPlan plan) => string.Concat(Rules(plan).Select(rule => $"{rule}\n"));

    /// <summary>What GCP would not take; nothing for a project elsewhere.</summary>
    /// <param name="fileName">The stack file, as messages shall name it.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, string fileName) => Check(plan, fileName, GcpFirewallQuota.In(plan.Spec));

    /// <inheritdoc cref="Rules(ProjectPlan)"/>
    public static ImmutableArray<GcpFirewallRule> Rules(ProjectPlan plan, GcpFirewallQuota quota) =>
        [.. plan.Spec.Services.Keys.SelectMany(service => GcpFirewallCompiler.Compile(plan, service, quota))];

    /// <inheritdoc cref="Check(ProjectPlan, string)"/>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, string fileName, GcpFirewallQuota quota)
    {
        if (plan.Spec.Cloud != CloudKind.Gcp)
        {
            return [];
        }

        var refused = RefusedFlows.Check(plan, fileName, service => OpeningCompiler.Compile(plan, service).Refused);
        return refused.IsEmpty ? [.. Findings(Rules(plan, quota), quota, fileName)] : refused;
    }

    private static IEnumerable<Diagnostic> Findings(ImmutableArray<GcpFirewallRule> rules, GcpFirewallQuota quota, string fileName)
    {
        if (rules.Length > quota.Rules)
        {
            yield return new Diagnostic(
                DiagnosticCodes.TooManyGcpRules,
                Severity.Error,
                new SourceLocation(fileName, 0, 0, "services"),
                $"The project needs {rules.Length} VPC firewall rules; a cloud project may have {quota.Rules} (VPC firewall rules, metric FIREWALLS), others' rules in it included.",
                $"Have the quota raised and write the number under quotas ({GcpQuotas.FirewallRules.Name}), or put services into a project of their own; components that share the service's list share its rule.");
        }

        foreach (var rule in rules)
        {
            if (rule.Remote is GcpRemote.Ranges ranges && ranges.Cidrs.Length > quota.RangesPerRule)
            {
                yield return new Diagnostic(
                    DiagnosticCodes.TooManyGcpRanges,
                    Severity.Error,
                    new SourceLocation(fileName, 0, 0, rule.Ingress ? $"services.{rule.Service}.allowedSources" : "egress"),
                    $"The firewall rule {rule.Name} needs {ranges.Cidrs.Length} networks; one holds {quota.RangesPerRule}, and a list is spread over {RangeSlots.Count} rules at most.",
                    "Allow fewer, wider networks.");
            }
        }
    }
}
