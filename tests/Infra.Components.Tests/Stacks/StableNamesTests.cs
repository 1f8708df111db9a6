using System.Collections.Immutable;
using Infra.Components.Tests.Testing;
using Infra.Components.Tests.Upgrades;

namespace Infra.Components.Tests.Stacks;

/// <summary>Removing or reordering entries in a stack file changes only what they describe; for additions see Upgrades.</summary>
public class StableNamesTests
{
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

    /// <summary>AWS does not delete a group attached to a node: the node must be updated first, in place.</summary>
    [Fact]
    public async Task Stack_FromOpenEgressToDestinations_NodesLeaveTheGroupThatGoes()
    {
        const string node = "aws:ec2/instance:Instance";
        var open = await StackRun.OfAsync();
        var named = await StackRun.OfAsync(
            StackRun.ExampleStack.Replace(
                "    services:\n",
                "    egress: { mirror: { to: [10.9.0.0/24], ports: [443] } }\n    services:\n",
                StringComparison.Ordinal
            )
        );

        Assert.Equal(
            [
                "aws:ec2/managedPrefixList:ManagedPrefixList acme-internet",
                "aws:ec2/securityGroup:SecurityGroup orders-db.all.internet",
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule orders-db.egress.all.internet",
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule orders-db.all.internet.path-mtu",
            ],
            open.Resources.Keys.Except(named.Resources.Keys).Order(StringComparer.Ordinal)
        );
        string[] added =
        [
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule orders-db.egress.tcp.443.10.9.0.0_24",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule orders-db.path-mtu",
        ];
        Assert.Equal(added, named.Resources.Keys.Except(open.Resources.Keys).Order(StringComparer.Ordinal));
        Assert.All(added, key => Assert.Equal("orders-db-id", named.Resources[key]["securityGroupId"]));
        Assert.All(open.OfType(node), one => Assert.Equal("orders-db-id, orders-db.all.internet-id", Groups(one)));
        Assert.All(named.OfType(node), one => Assert.Equal("orders-db-id", Groups(one)));
        // The new egress exists before a node loses the old one.
        Assert.All(named.OfType(node), one => Assert.Contains("orders-db.egress.tcp.443.10.9.0.0_24", one.DependsOn));
        Assert.Empty(Footprint.Of(open).ReplacedBy(Footprint.Of(named)));

        static string Groups(Recorded node) => string.Join(", ", (ImmutableArray<object>)node["vpcSecurityGroupIds"]!);
    }

    [Fact]
    public async Task Stack_SizeChanged_NextGenerationGetsAnotherAddressTokenAndVolume()
    {
        var old = await StackRun.OfAsync();
        var larger = await StackRun.OfExampleAsync(
            StackRun.Name,
            text => text.Replace("business-8", "business-16", StringComparison.Ordinal),
            replaced: true
        );

        var (before, after) = (old.One("aws:ec2/instance:Instance", "orders-db-1"), larger.One("aws:ec2/instance:Instance", "orders-db-1"));
        Assert.Equal("10.42.0.4", before["privateIp"]);
        Assert.Equal("10.42.0.5", after["privateIp"]);
        Assert.Contains("aws:ebs/volume:Volume orders-db-1-data-g2", larger.Resources.Keys);
        Assert.DoesNotContain("aws:ebs/volume:Volume orders-db-1-data-g1", larger.Resources.Keys);
        Assert.NotEqual(old.Mocks.Token("orders-db-1"), larger.Mocks.Token("orders-db-1"));
    }

    private static string WithSources(string sources) =>
        StackRun.ExampleStack.Replace("[10.7.0.0/16]", $"[{sources}]", StringComparison.Ordinal);
}
