using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;
using Infra.Core.Spec;

namespace Infra.Core.Clouds.Azure;

/// <summary>The firewall rules around a project's nodes on Azure.</summary>
internal static class AzureSdn
{
    /// <summary>All rules of all groups, one per line; byte-identical for the same rules.</summary>
    internal static string Listing(IEnumerable<NsgRuleSet> groups) => string.Concat(groups.Select(group => group.Listing));

    /// <summary>Reports what Azure would reject.</summary>
    /// <param name="placeOf">Maps a key path to its place in the stack file.</param>
    internal static ImmutableArray<Diagnostic> Check(AzureFirewall firewall, Func<string, SourceLocation> placeOf, NsgQuota quota) =>
        [.. firewall.Groups.SelectMany(group => Findings(firewall.Plan, group, quota, placeOf)).Distinct()];

    private static IEnumerable<Diagnostic> Findings(
        ProjectPlan plan,
        NsgRuleSet group,
        NsgQuota quota,
        Func<string, SourceLocation> placeOf
    )
    {
        if (group.Rules.Length > quota.RulesPerGroup)
        {
            var shares = Shares(plan, group, rules => rules.Rules.Length);
            yield return new Diagnostic(
                DiagnosticCodes.TooManyNsgRules,
                Severity.Error,
                placeOf(Dearest(shares, "egress")),
                $"The network security group {group.Name} needs {group.Rules.Length} rules; one can hold "
                    + $"{quota.RulesPerGroup}.{RuleShare.Sentence(shares)}",
                "Use fewer destinations under 'egress' with more networks each: each destination costs one rule per address family. "
                    + AzureQuotas.SecurityGroupRules.RaiseTo(group.Rules.Length)
            );
        }

        foreach (
            var (side, count, of) in ((string, int, Func<NsgRuleSet, int>)[])
                [("source", Sources(group), Sources), ("destination", Destinations(group), Destinations)]
        )
        {
            if (count > quota.AddressesPerGroup)
            {
                var shares = Shares(plan, group, of);
                var dearest = Dearest(
                    shares,
                    side == "source"
                        ? group.Service is { } service
                            ? $"services.{service}.allowedSources"
                            : "managementSources"
                        : "egress"
                );
                yield return new Diagnostic(
                    DiagnosticCodes.TooManyNsgAddresses,
                    Severity.Error,
                    placeOf(dearest),
                    $"The network security group {group.Name} needs {count} {side} networks in its rules in total; one "
                        + $"can hold {quota.AddressesPerGroup}.{RuleShare.Sentence(shares)}",
                    $"List fewer, wider networks under '{dearest}', and let components share the service's list: a "
                        + $"separate list for a component counts again. {AzureQuotas.SecurityGroupAddresses.RaiseTo(count)}"
                );
            }
        }

        // Each name has a fixed slot whatever else exists, so two in the same slot cannot both stay.
        foreach (var same in group.Rules.GroupBy(rule => (rule.Inbound, rule.Priority)).Where(same => same.Count() > 1))
        {
            var names = plan.Spec.Egress is EgressSpec.Only only ? only.Destinations.Keys : [];
            var last = names.LastOrDefault(name =>
                same.Any(rule => rule.Name.StartsWith($"out-{name}-destination", StringComparison.Ordinal))
            );
            yield return new Diagnostic(
                DiagnosticCodes.NsgPriorityTaken,
                Severity.Error,
                placeOf(last is null ? "egress" : $"egress.{last}"),
                $"The rules {string.Join(" and ", same.Select(rule => rule.Name))} have the same priority, "
                    + $"{same.Key.Priority}, which is derived from the name so that it never changes.",
                "Rename one of the destinations under 'egress'; the name has no other effect."
            );
        }
    }

    private static int Sources(NsgRuleSet group) => group.Rules.Sum(rule => rule.Source.AddressCount);

    private static int Destinations(NsgRuleSet group) => group.Rules.Sum(rule => rule.Destination.AddressCount);

    private static string Dearest(ImmutableArray<RuleShare> shares, string otherwise) => shares.IsEmpty ? otherwise : shares[0].Path;

    private static ImmutableArray<RuleShare> Shares(ProjectPlan plan, NsgRuleSet group, Func<NsgRuleSet, int> of) =>
        group.Service is { } service
            ? RuleShare.Of(plan, service, one => of(NsgCompiler.Compile(one, service)))
            : RuleShare.Of(plan, null, one => of(SubnetNsgCompiler.Compile(one)));
}
