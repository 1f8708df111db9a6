using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

/// <summary>What is added, removed or reordered in a stack file changes what it says and nothing beside it.</summary>
public class StableNamesTests
{
    private static readonly string[] Replacing =
        ["cidrBlock", "availabilityZone", "subnetId", "privateIp", "vpcId", "instanceType", "deviceName", "size", "description", "securityGroupId", "name", "networkAclId", "ruleNumber"];

    public static TheoryData<string, string, string> Additions => new()
    {
        { "a source", "allowedSources: [10.7.0.0/16]", "allowedSources: [10.1.0.0/16, 10.7.0.0/16]" },
        { "a node", "nodes: 3", "nodes: 4" },
        {
            "a service", "    services:\n",
            "    services:\n      a-first:\n        type: postgresql\n        plan: business-4\n        nodes: 2\n        mesh: wireguard\n        allowedSources: [10.8.0.0/16]\n        volumes: { data: 10 }\n"
        },
    };

    [Theory]
    [MemberData(nameof(Additions))]
    public async Task Stack_SomethingAdded_NothingElseIsRenamedOrReplaced(string what, string before, string after)
    {
        Assert.Contains(before, StackRun.ExampleStack, StringComparison.Ordinal);
        var old = await StackRun.OfAsync();
        var grown = await StackRun.OfAsync(StackRun.ExampleStack.Replace(before, after, StringComparison.Ordinal));

        AssertNothingMoved(old, grown, what);
    }

    [Theory]
    [MemberData(nameof(Additions))]
    public async Task StackWithNetworkAcl_SomethingAdded_NothingElseIsRenumbered(string what, string before, string after)
    {
        var text = StackRun.ExampleStack.Replace("    zones: 3\n", "    zones: 3\n    networkAcls: true\n", StringComparison.Ordinal);
        var old = await StackRun.OfAsync(text, lockText: "");
        var grown = await StackRun.OfAsync(text.Replace(before, after, StringComparison.Ordinal), old.LockText);

        Assert.NotEmpty(old.OfType("aws:ec2/networkAclRule:NetworkAclRule"));
        AssertNothingMoved(old, grown, what);
    }

    [Fact]
    public async Task Stack_ZoneAdded_NothingElseIsRenamedOrReplaced()
    {
        var text = StackRun.ExampleStack.Replace("eu-west-1", "us-east-1", StringComparison.Ordinal);
        var old = await StackRun.OfAsync(text, lockText: "");
        var grown = await StackRun.OfAsync(text.Replace("zones: 3", "zones: 4", StringComparison.Ordinal), old.LockText);

        Assert.Contains("aws:ec2/natGateway:NatGateway acme-nat-d", grown.Resources.Keys);
        AssertNothingMoved(old, grown, "a zone");
    }

    private static void AssertNothingMoved(StackRun old, StackRun grown, string what)
    {
        Assert.Empty(old.Resources.Keys.Except(grown.Resources.Keys));
        foreach (var resource in old.Resources.Values)
        {
            var now = grown.Resources[resource.Key];
            Assert.Equal(resource.Parent, now.Parent);
            foreach (var input in Replacing.Where(resource.Inputs.ContainsKey))
                Assert.True(Equals(resource[input], now[input]), $"adding {what} changes {input} of {resource.Key}");
        }
    }

    [Fact]
    public async Task Stack_SourcesReordered_ChangesNothing()
    {
        var one = await StackRun.OfAsync(WithSources("10.1.0.0/16, 10.7.0.0/16, 10.13.0.0/16"));
        var other = await StackRun.OfAsync(WithSources("10.13.0.0/16, 10.7.0.0/16, 10.1.0.0/16"));

        Assert.Equal(ResourceListing.Write(one), ResourceListing.Write(other));
    }

    [Fact]
    public async Task Stack_SourceRemovedFromTheMiddle_RemovesItsRulesOnly()
    {
        var three = await StackRun.OfAsync(WithSources("10.1.0.0/16, 10.7.0.0/16, 10.13.0.0/16"));
        var two = await StackRun.OfAsync(WithSources("10.1.0.0/16, 10.13.0.0/16"));

        var gone = three.Resources.Keys.Except(two.Resources.Keys).ToImmutableArray();
        Assert.EndsWith(" orders-db.clients.tcp.21900-21902.10.7.0.0_16", Assert.Single(gone), StringComparison.Ordinal);
        Assert.Empty(two.Resources.Keys.Except(three.Resources.Keys));
    }

    [Fact]
    public async Task Stack_SizeChanged_NextGenerationGetsAnotherAddressTokenAndVolume()
    {
        var old = await StackRun.OfAsync();
        var larger = await StackRun.OfAsync(StackRun.ExampleStack.Replace("business-8", "business-16", StringComparison.Ordinal));

        var (before, after) = (old.One("aws:ec2/instance:Instance", "orders-db-1"), larger.One("aws:ec2/instance:Instance", "orders-db-1"));
        Assert.Equal("10.42.0.4", before["privateIp"]);
        Assert.Equal("10.42.0.5", after["privateIp"]);
        Assert.Contains("aws:ebs/volume:Volume orders-db-1-data-g2", larger.Resources.Keys);
        Assert.DoesNotContain("aws:ebs/volume:Volume orders-db-1-data-g1", larger.Resources.Keys);
        Assert.NotEqual(Trigger(old), Trigger(larger));

        static object Trigger(StackRun run) =>
            Assert.Single((ImmutableArray<object>)run.One("command:local:Command", "orders-db-1-token")["triggers"]!);
    }

    private static string WithSources(string sources) =>
        StackRun.ExampleStack.Replace("[10.7.0.0/16]", $"[{sources}]", StringComparison.Ordinal);
}
