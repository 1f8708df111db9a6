using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Azure;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Sdn;

/// <summary>
/// The law: a rule's priority depends on the rule's meaning, and on nothing else. Azure rejects two rules with the same priority, even
/// between the creation of one and the deletion of the other.
/// </summary>
public sealed class NsgPriorityTests
{
    [Fact]
    public void Priority_OverManyProjects_IsOneToOneWithTheName()
    {
        var priorityOf = new Dictionary<(string Type, bool Inbound, string Name), int>();
        var nameOf = new Dictionary<(string Type, bool Inbound, int Priority), string>();
        for (var seed = 0; seed < 120; seed++)
        {
            var plan = OnCloud.Relabelled(OnCloud.Random(seed, CloudKind.Azure).Plan, CloudKind.Azure);
            foreach (var group in AzureFirewall.Compile(plan).Groups)
            {
                var type = group.Service is { } service ? plan.Spec.Services.GetValueOrDefault(service)?.Type ?? service : "";
                foreach (var rule in group.Rules)
                {
                    Assert.InRange(rule.Priority, 100, 4096);
                    priorityOf.TryAdd((type, rule.Inbound, rule.Name), rule.Priority);
                    nameOf.TryAdd((type, rule.Inbound, rule.Priority), rule.Name);
                    Assert.Equal(priorityOf[(type, rule.Inbound, rule.Name)], rule.Priority);
                    Assert.Equal(nameOf[(type, rule.Inbound, rule.Priority)], rule.Name);
                }
            }
        }

        Assert.True(priorityOf.Count > 100, "there must be rules to compare");
    }

    /// <summary>If any one item is removed from the policy, the rest keeps its place; hence also if one is added.</summary>
    [Property(MaxTest = 10)]
    public void Priority_AnyFlowRemoved_MovesNothing(DoNotSize<int> seed)
    {
        var plan = OnCloud.Relabelled(OnCloud.Random(seed.Item, CloudKind.Azure).Plan, CloudKind.Azure);
        var before = Places(plan);
        var without = plan
            .Policy.Flows.Select(flow => plan.Policy with { Flows = plan.Policy.Flows.Remove(flow) })
            .Concat(plan.Policy.Egress.Select(flow => plan.Policy with { Egress = plan.Policy.Egress.Remove(flow) }));
        foreach (var policy in without)
        {
            foreach (var (rule, priority) in Places(plan with { Policy = policy }))
            {
                Assert.True(!before.TryGetValue(rule, out var old) || old == priority, $"{rule} moved");
            }
        }
    }

    [Fact]
    public void Source_Added_ChangesTheRuleItBelongsToAndNoOther()
    {
        var before = Lines("[10.7.0.0/16]");
        var after = Lines("[10.7.0.0/16, 10.9.0.0/16]");

        Assert.Single(after.Except(before));
        Assert.Contains(" in-clients-tcp-v4 ", after.Except(before).Single(), StringComparison.Ordinal);
        Assert.Equal(before.Count, after.Count);

        static List<string> Lines(string sources) =>
            [
                .. AzureSdn
                    .Listing(
                        AzureFirewall
                            .Compile(OnCloud.Relabelled(StackText.Plan(StackText.With("[10.7.0.0/16]", sources)), CloudKind.Azure))
                            .Groups
                    )
                    .Split('\n'),
            ];
    }

    /// <summary>
    /// A component's own list has its rule at the component's place in its type. A component that is inserted rather than appended would
    /// move the rules after it; reviewers see it in this golden's diff.
    /// </summary>
    [Fact]
    public void Components_OfEachType_KeepTheirPlaces() =>
        Golden.Check(
            string.Concat(
                ServiceCatalog.All.Select(type =>
                    $"{type.Name}: {string.Join(' ', type.Components.Select((component, place) => $"{place} {component.Name}"))}\n"
                )
            ),
            "tests",
            "baselines",
            "sdn",
            "azure",
            "component-places"
        );

    [Theory]
    [InlineData("in-management-tcp-v4", 100)]
    [InlineData("in-platform-tcp-v4", 110)]
    [InlineData("in-peers-udp", 202)]
    [InlineData("in-clients-tcp-v4", 300)]
    [InlineData("in-clients-tcp-v6", 301)]
    [InlineData("in-clients-prometheus-tcp-v4", 1016)]
    [InlineData("in-everything-else", 4096)]
    [InlineData("out-peers-udp", 202)]
    [InlineData("out-everything-else", 4096)]
    public void Priority_OfARule_IsAsDocumented(string name, int priority)
    {
        var plan = OnCloud.Relabelled(
            StackText.Plan(
                StackText.With(
                    "allowedSources: [10.7.0.0/16]",
                    "allowedSources: [10.7.0.0/16, \"2001:db8:7::/64\"]\n        components: { prometheus: { "
                        + "allowedSources: [10.9.0.0/16] } }"
                )
            ),
            CloudKind.Azure
        );

        Assert.Equal(priority, NsgCompiler.Compile(plan, "orders-db").Rules.Single(rule => rule.Name == name).Priority);
    }

    private static Dictionary<(string Group, bool Inbound, string Name), int> Places(ProjectPlan plan) =>
        AzureFirewall
            .Compile(plan)
            .Groups.SelectMany(group => group.Rules.Select(rule => (Key: (group.Name, rule.Inbound, rule.Name), rule.Priority)))
            .ToDictionary(rule => rule.Key, rule => rule.Priority);
}
