using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Aws;
using Infra.Core.Tests.Spec;
using Infra.Reachability.Layers;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>Security groups, as listed, accept exactly what the policy allows, in the minimum number of rules.</summary>
public sealed class SecurityGroupProofTests : CloudSdnProof
{
    private static readonly AddressRanges LinkLocal = AddressRanges.Of(false, "169.254.0.0/16");

    private protected override CloudKind Cloud => CloudKind.Aws;

    private protected override int RulesToRemove => 6;

    private protected override IReadOnlyList<(int Type, int Code)> Errors => [(3, 4)];

    private protected override string Listing(ProjectPlan plan) => AwsText.File(plan, "security-groups");

    private protected override Func<string, IReadOnlyList<CloudFilter>> Read(ProjectPlan plan, string listing)
    {
        var groups = AwsText.Groups(plan, listing);
        return service => [groups.Of(service)];
    }

    private protected override Func<Ip, bool> Unfiltered(ProjectPlan plan)
    {
        var resolver = Ip.Parse($"{plan.Topology.Cidr.Network.Add(2)}");
        return address => LinkLocal.Contains(address) || address == resolver;
    }

    /// <summary>Security groups do not see traffic to the platform, so no rule allows it.</summary>
    private protected override bool MayLeave(ProjectPlan plan, Intent intent, string service, Packet packet) =>
        intent.LeavesFor(service, packet, platform: false) || intent.TunnelsTo(service, packet);

    private protected override RandomProject Random(int seed) => RandomProject.Of(seed, CloudKind.Aws);

    [Property(MaxTest = 30)]
    public override void Inbound_AnyProject_IsExactlyThePolicy(DoNotSize<int> seed) => base.Inbound_AnyProject_IsExactlyThePolicy(seed);

    /// <summary>The proof's own control, and the proof that nothing is redundant: without any one rule it fails.</summary>
    [Property(MaxTest = 6)]
    public void Group_AnyRuleRemoved_IsNoticed(DoNotSize<int> seed)
    {
        var plan = RandomProject.Of(seed.Item, CloudKind.Aws).Plan;
        var rules = AwsText
            .File(plan, "security-groups")
            .Split('\n')
            .Where(line => line.Contains("  # ", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(rules);
        Assert.All(rules.Where((_, i) => i % 3 == (seed.Item & 1)), rule =>
            Assert.True(
                Differences(plan, text => StackText.Replace(text, rule + "\n", ""), rule.Split(' ')[1] == "in").Any(),
                $"nothing depends on {rule}"
            )
        );
    }

    [Theory]
    [InlineData("orders-db in tcp 22 ", "orders-db in tcp 22-23 ")]
    [InlineData("orders-db in tcp 22 ", "orders-db in udp 22 ")]
    [InlineData("orders-db.all.internet in icmp-3/4 all 0.0.0.0/0", "orders-db.all.internet in icmp all 0.0.0.0/0")]
    [InlineData("orders-db.all.internet in icmp-3/4 all 0.0.0.0/0", "orders-db.all.internet in icmp-3/4 all 10.0.0.0/8")]
    [InlineData("10.7.0.0/16  #", "10.6.0.0/15  #")]
    [InlineData("orders-db.all.internet out all all list:internet", "orders-db.all.internet out all all 0.0.0.0/0")]
    [InlineData("orders-db.all.internet out all all list:internet", "orders-db.all.internet out tcp 1-65535 list:internet")]
    [InlineData("orders-db.all.internet out all all list:internet", "other-db.all.internet out all all list:internet")]
    [InlineData("orders-db in udp 4501 group:orders-db", "orders-db in udp 4501 10.77.0.0/20")]
    public void Group_RuleWeakened_IsNoticed(string find, string replace) =>
        Assert.NotEmpty(
            Differences(
                StackText.Plan(StackText.On("aws", "eu-west-1")),
                text => StackText.Replace(text, find, replace),
                inbound: find.Contains(" in ", StringComparison.Ordinal) || find.Contains("10.7", StringComparison.Ordinal)
            )
        );

    /// <summary>What AWS rejects: duplicate rules, a description or tag that is too long or has invalid characters.</summary>
    [Property(MaxTest = 20)]
    public void Group_Rules_AreSuchAsAwsTakes(DoNotSize<int> seed)
    {
        var plan = RandomProject.Of(seed.Item, CloudKind.Aws).Plan;
        foreach (var rules in plan.Spec.Services.Keys.Select(service => Rules(plan, service)))
        {
            Assert.Equal(rules.Count, rules.DistinctBy(rule => rule.Key).Count());
            Assert.Equal(rules.Count, rules.DistinctBy(rule => rule with { Key = "", Description = "" }).Count());
            Assert.All(rules, rule => Assert.Matches("^[a-zA-Z0-9. _/()#,@+=&;{}!$*:-]{1,255}$", rule.Description));
            Assert.All(rules, rule => Assert.Matches("^[a-z0-9._-]{1,255}$", rule.Key));
        }
    }

    /// <summary>
    /// The rules nodes have because of their service are in one group; those with a prefix list are in separate ones, whatever the
    /// services' names.
    /// </summary>
    [Property(MaxTest = 30)]
    public void Groups_OfAnyProject_AreTheServicesAndOneForEachRuleThatNamesAList(DoNotSize<int> seed)
    {
        var plan = RandomProject.Of(seed.Item, CloudKind.Aws).Plan;
        var groups = plan.Spec.Services.Keys.Select(service => SecurityGroupCompiler.Compile(plan, service)).ToList();

        Assert.Equal(plan.Spec.Services.Keys, groups.Select(of => of[0].Key));
        Assert.All(groups, of => Assert.DoesNotContain(of[0].Rules, rule => rule.Remote is SecurityGroupRemote.List));
        Assert.All(groups.SelectMany(of => of.Skip(1)), group =>
        {
            Assert.StartsWith($"{group.Service}.", group.Key, StringComparison.Ordinal);
            Assert.IsType<SecurityGroupRemote.List>(
                Assert.Single(group.Rules, rule => rule.Direction == Infra.Core.Sdn.SdnDirection.Egress).Remote
            );
        });
        Assert.All(groups, of =>
            Assert.Single(of.SelectMany(group => group.Rules), rule => rule.Protocol == GroupProtocol.FragmentationNeeded)
        );
        Assert.Distinct(groups.SelectMany(of => of).Select(group => group.Key));
    }

    private static List<SecurityGroupRule> Rules(ProjectPlan plan, string service) =>
        [.. SecurityGroupCompiler.Compile(plan, service).SelectMany(group => group.Rules)];

    private IEnumerable<string> Differences(ProjectPlan plan, Func<string, string> change, bool inbound) =>
        inbound ? InboundDifferences(plan, change(Listing(plan))) : OutboundDifferences(plan, change(Listing(plan)));
}
