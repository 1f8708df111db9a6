using System.Collections.Immutable;
using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Clouds.Aws;
using Infra.Core.Sdn;
using Infra.Core.Tests.Spec;
using Infra.Core.Tests.Topology;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Sdn;

/// <summary>Numbers of network ACL rules, over any history of a project: assigned once, never moved, never shared.</summary>
public sealed class AclNumberLawTests
{
    private static readonly string[] Networks = ["10.1.0.0/16", "10.3.0.0/16", "172.20.0.0/16", "203.0.113.0/24", "192.0.2.0/25"];

    private static readonly ImmutableSortedDictionary<string, int> None = ImmutableSortedDictionary.Create<string, int>(
        StringComparer.Ordinal
    );

    [Property(MaxTest = 40)]
    public void Numbers_AnyHistory_StayWithTheirRules(NonEmptyArray<byte> script) => Replay(script, (before, plan) =>
        {
            var old = Rules(before).ToDictionary(rule => rule.Key, rule => rule.Number, StringComparer.Ordinal);
            foreach (var rule in Rules(plan).Where(rule => old.ContainsKey(rule.Key)))
            {
                Assert.Equal(old[rule.Key], rule.Number);
            }
        });

    [Property(MaxTest = 40)]
    public void Numbers_AnyHistory_AreOneRulesAloneAndInRange(NonEmptyArray<byte> script) => Replay(script, (before, plan) =>
        {
            var rules = Rules(plan).ToList();
            Assert.Equal(rules.Count, rules.Select(rule => (rule.Direction, rule.Number)).Distinct().Count());
            Assert.Equal(rules.Count, rules.Select(rule => rule.Key).Distinct().Count());
            Assert.All(rules, rule => Assert.InRange(rule.Number, 1, 32766));

            // New and old coexist while a change is applied.
            var gone = Rules(before)
                .Where(old => rules.TrueForAll(rule => rule.Key != old.Key))
                .Select(old => (old.Direction, old.Number))
                .ToHashSet();
            Assert.DoesNotContain(rules, rule => gone.Contains((rule.Direction, rule.Number)));
        });

    [Property(MaxTest = 20)]
    public void Numbers_Again_AreTheSameAndTheLockFileUnchanged(NonEmptyArray<byte> script) => Replay(script, (_, plan) =>
        {
            var again = StackText.Compile(plan.Text, plan.Plan.LockText, LockMode.Frozen);
            Assert.True(again.Succeeded, string.Join('\n', again.Diagnostics));
            Assert.Equal(plan.Plan.LockText, again.Value!.LockText);
            Assert.Equal(Rules(plan).AsEnumerable(), NetworkAclCompiler.Compile(again.Value)!.Rules);
        });

    /// <summary>
    /// Rules that must be evaluated after the denies are numbered after them, and those that must come first before them.
    /// </summary>
    [Property(MaxTest = 40)]
    public void Numbers_AnyHistory_KeepDeniesBetween(NonEmptyArray<byte> script) => Replay(script, (_, plan) =>
        {
            foreach (var direction in Rules(plan).GroupBy(rule => rule.Direction).Where(direction => direction.Any(rule => !rule.Allows)))
            {
                var (first, last) = (
                    direction.Where(rule => !rule.Allows).Min(rule => rule.Number),
                    direction.Where(rule => !rule.Allows).Max(rule => rule.Number)
                );
                Assert.All(direction.Where(rule => rule.Allows), rule =>
                    Assert.Equal(rule.Key.Contains(".internet", StringComparison.Ordinal), rule.Number > last)
                );
                Assert.DoesNotContain(direction, rule => rule.Allows && rule.Number > first && rule.Number < last);
            }
        });

    /// <summary>More rules than the band can hold at its usual spacing.</summary>
    [Fact]
    public void Numbers_MoreThanTheBandHasSteps_AreStillUnique()
    {
        var drafts = Enumerable.Range(0, 5000).Select(i => Draft($"rule-{i}")).ToList();

        var numbers = AclNumbers.Assign(drafts, None, []);

        Assert.Equal(5000, numbers.Values.Distinct().Count());
        Assert.All(numbers.Values, number => Assert.True(AclNumberBands.IsGiven(number)));
    }

    [Fact]
    public void Numbers_RuleThatMovesBehindTheDenies_GetsAnother()
    {
        var before = AclNumbers.Assign([Draft("rule")], None, []);

        var after = AclNumbers.Assign([Draft("rule") with { IsAfterDenies = true }], before, []);

        Assert.Equal((1000, 31000), (before["rule"], after["rule"]));
    }

    private static AclDraft Draft(string key) =>
        new(
            key,
            SdnDirection.Ingress,
            null,
            false,
            true,
            new AclTraffic(AclProtocol.All),
            Core.Addressing.Cidr.Parse("10.0.0.0/8"),
            "a test"
        );

    private static ImmutableArray<AclRule> Rules(Step? step) => step?.Rules ?? [];

    private static void Replay(NonEmptyArray<byte> script, Action<Step?, Step> check)
    {
        var sources = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal) { ["s0"] = ["10.1.0.0/16"] };
        var (egress, nodes, zones, before) = ("open", 2, 2, (Step?)null);
        foreach (var code in script.Get)
        {
            var service = $"s{code / 8 % 3}";
            switch (code % 8)
            {
                case 0:
                    sources.TryAdd(service, []);
                    break;
                case 1:
                    sources.Remove(service);
                    break;
                case 5:
                    egress = (code / 8 % 3) switch
                    {
                        0 => "open",
                        1 => "{}",
                        _ => "{ a: { to: [internet], ports: [443] }, b: { to: [10.9.0.0/24], ports: [514] } }",
                    };
                    break;
                case 6:
                    // At most one fewer: more are rejected.
                    nodes = Math.Max(nodes - 1, 1 + (code / 8 % 3));
                    break;
                case 7:
                    zones = Math.Min(4, zones + 1);
                    break;
                default:
                    var network = Networks[code / 8 % Networks.Length];
                    if (sources.TryGetValue(service, out var of) && !of.Remove(network))
                    {
                        of.Add(network);
                    }

                    break;
            }

            var text =
                "config:\n  infra:project:\n    name: law\n    cloud: aws\n    region: us-west-2\n    deployment: "
                + "standard\n    cidr: 10.42.0.0/21\n"
                + $"    zones: {zones}\n    managementSources: [198.51.100.0/28]\n    managementRoutes: "
                + $"[198.51.100.0/24]\n    egress: {egress}\n    networkAcls: true\n"
                + $"    quotas: {{ networkAclRules: 40 }}\n    services: {(sources.Count == 0 ? "{}" : "")}\n"
                + string.Concat(
                    sources.Select(one =>
                        $"      {one.Key}: {{ type: postgresql, plan: startup-4, nodes: {nodes}, allowedSources: "
                        + $"[{string.Join(", ", one.Value)}], volumes: {{ data: 10 }} }}\n"
                    )
                );
            var step = new Step(text, LockSteps.Following(text, before?.Plan.LockText));
            check(before, step);
            before = step;
        }
    }

    private sealed record Step(string Text, ProjectPlan Plan)
    {
        internal ImmutableArray<AclRule> Rules { get; } = NetworkAclCompiler.Compile(Plan)?.Rules ?? [];
    }
}
