using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn.Openings;
using Infra.Core.Spec;

namespace Infra.Core.Sdn.Azure;

/// <summary>The layer of rules around the nodes of a project on Azure.</summary>
public static class AzureSdn
{
    /// <summary>The group on the workload subnets, unless they are somebody else's, then each service's, by name.</summary>
    /// <exception cref="InvalidOperationException">A flow cannot be expressed; <see cref="Check(ProjectPlan, string)"/> says so beforehand.</exception>
    public static ImmutableArray<NsgRuleSet> Groups(ProjectPlan plan) =>
        [.. plan.Spec.Network is null ? [SubnetNsgCompiler.Compile(plan)] : Array.Empty<NsgRuleSet>(), .. plan.Spec.Services.Keys.Select(service => NsgCompiler.Compile(plan, service))];

    /// <summary>All rules of all groups, one a line; the same bytes for the same plan.</summary>
    public static string Listing(ProjectPlan plan) => string.Concat(Groups(plan).Select(group => group.Listing));

    /// <summary>What Azure would not take; nothing for a project elsewhere.</summary>
    /// <param name="fileName">The stack file, as messages shall name it.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, string fileName) => Check(plan, fileName, NsgQuota.In(plan.Spec));

    /// <inheritdoc cref="Check(ProjectPlan, string)"/>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, string fileName, NsgQuota quota)
    {
        if (plan.Spec.Cloud != CloudKind.Azure)
        {
            return [];
        }

        var refused = RefusedFlows.Check(plan, fileName, service => OpeningCompiler.Compile(plan, service).Refused);
        if (!refused.IsEmpty)
        {
            return refused;
        }

        return [.. Groups(plan).SelectMany(group => Findings(group, quota, fileName)).Distinct()];
    }

    private static IEnumerable<Diagnostic> Findings(NsgRuleSet group, NsgQuota quota, string fileName)
    {
        var where = new SourceLocation(fileName, 0, 0, group.Service is { } service ? $"services.{service}.allowedSources" : "managementSources");
        if (group.Rules.Length > quota.RulesPerGroup)
        {
            yield return new Diagnostic(
                DiagnosticCodes.TooManyNsgRules,
                Severity.Error,
                where,
                $"The network security group {group.Name} needs {group.Rules.Length} rules; one holds {quota.RulesPerGroup}.",
                "Name fewer destinations under egress, each with more networks: each name costs a rule for each address family.");
        }

        foreach (var (side, count) in ((string, int)[])
            [("source", group.Rules.Sum(rule => rule.Source.AddressCount)), ("destination", group.Rules.Sum(rule => rule.Destination.AddressCount))])
        {
            if (count > quota.AddressesPerGroup)
            {
                yield return new Diagnostic(
                    DiagnosticCodes.TooManyNsgAddresses,
                    Severity.Error,
                    side == "source" ? where : where with { Path = "egress" },
                    $"The network security group {group.Name} needs {count} {side} networks in its rules together; one holds {quota.AddressesPerGroup}.",
                    "Allow fewer, wider networks, and let components share the service's list: a list of a component's own counts again.");
            }
        }

        // Each name has one place whatever else there is, so two that meet cannot both stay.
        foreach (var same in group.Rules.GroupBy(rule => (rule.Inbound, rule.Priority)).Where(same => same.Count() > 1))
        {
            yield return new Diagnostic(
                DiagnosticCodes.NsgPriorityTaken,
                Severity.Error,
                where with { Path = "egress" },
                $"The rules {string.Join(" and ", same.Select(rule => rule.Name))} have the same priority, {same.Key.Priority}: it follows from the name alone, so that it never changes.",
                "Rename one of the destinations under egress; the name means nothing else.");
        }
    }
}
