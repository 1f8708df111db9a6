using Infra.Components.Tests.Testing;
using Infra.Components.Tests.Upgrades;

namespace Infra.Components.Tests.Stacks;

/// <summary>How many NAT gateways a project's own network has, on each cloud.</summary>
public class NatTests
{
    private static readonly Dictionary<string, string[]> Types = new(StringComparer.Ordinal)
    {
        ["aws"] = ["aws:ec2/natGateway:NatGateway", "aws:ec2/eip:Eip"],
        ["azure"] = ["azure:network/natGateway:NatGateway", "azure:network/publicIpPrefix:PublicIpPrefix"],
        ["gcp"] = ["gcp:compute/routerNat:RouterNat"],
    };

    [Theory]
    [InlineData("aws", "", 3, "192.0.2.1 192.0.2.2 192.0.2.3")]
    [InlineData("aws", "nat: per-zone", 3, "192.0.2.1 192.0.2.2 192.0.2.3")]
    [InlineData("aws", "nat: one", 1, "192.0.2.1 192.0.2.1 192.0.2.1")]
    [InlineData("aws", "nat: none\n    egress: {}", 0, "")]
    [InlineData("azure", "", 3, "192.0.2.0/31 192.0.2.2/31 192.0.2.4/31")]
    [InlineData("azure", "nat: one", 1, "192.0.2.0/31 192.0.2.0/31 192.0.2.0/31")]
    [InlineData("azure", "nat: none\n    egress: {}", 0, "")]
    [InlineData("gcp", "", 3, "192.0.2.1 192.0.2.2 192.0.2.3")]
    [InlineData("gcp", "nat: none\n    egress: {}", 0, "")]
    public async Task Gateways_AreAsManyAsWritten_AndTheOutputSaysWhatNodesAreSeenFrom(
        string cloud,
        string nat,
        int gateways,
        string addresses
    )
    {
        var run = await RunAsync(cloud, nat);

        Assert.All(Types[cloud], type => Assert.Equal(gateways, run.OfType(type).Count()));
        Assert.Equal(
            addresses,
            string.Join(
                ' ',
                (await OutputValue.OfAsync(run.Stack.NatAddresses))
                    .OrderBy(zone => zone.Key, StringComparer.Ordinal)
                    .Select(zone => zone.Value)
            )
        );
    }

    [Fact]
    public async Task OneGateway_OnAws_IsEveryWorkloadSubnetsDefaultRoute()
    {
        var routes = (await RunAsync("aws", "nat: one"))
            .OfType("aws:ec2/route:Route")
            .Where(route => route.Inputs.ContainsKey("natGatewayId"))
            .ToArray();

        Assert.Equal(3, routes.Length);
        Assert.All(routes, route => Assert.Equal("acme-nat-a-id", route["natGatewayId"]));
    }

    [Fact]
    public async Task OneGateway_OnAzure_IsEverySubnets()
    {
        var uses = (await RunAsync("azure", "nat: one"))
            .OfType("azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation")
            .ToArray();

        Assert.Equal(3, uses.Select(use => use["subnetId"]).Distinct().Count());
        Assert.All(uses, use => Assert.Equal("acme-nat-a-id", use["natGatewayId"]));
    }

    [Theory]
    [InlineData("aws", "aws:ec2/route:Route", "natGatewayId")]
    [InlineData("gcp", "gcp:compute/router:Router", "name")]
    public async Task NoGateway_LeavesNothingThatLeadsToOne(string cloud, string type, string input)
    {
        Assert.DoesNotContain((await RunAsync(cloud, "nat: none\n    egress: {}")).OfType(type), found => found.Inputs.ContainsKey(input));
        Assert.Contains((await RunAsync(cloud, "")).OfType(type), found => found.Inputs.ContainsKey(input));
    }

    /// <summary>Nodes, volumes, networks and the first zone's address survive every change of the mode.</summary>
    [Theory]
    [InlineData("aws")]
    [InlineData("azure")]
    public async Task Change_OfTheNumber_ReplacesNoNodeAndKeepsTheFirstAddress(string cloud)
    {
        var (three, one) = (await RunAsync(cloud, ""), await RunAsync(cloud, "nat: one"));

        var (before, after) = (Footprint.Of(three), Footprint.Of(one));
        string[] moved = ["atGatewayAssociation"];
        Assert.All(before.ReplacedBy(after), urn => Assert.Contains(moved, part => urn.Contains(part, StringComparison.Ordinal)));
        Assert.All(before.GoneIn(after), urn => Assert.Contains("-nat-", urn, StringComparison.Ordinal));
        Assert.DoesNotContain(before.GoneIn(after), urn => urn.EndsWith("-nat-a", StringComparison.Ordinal));
        Assert.DoesNotContain(after.GoneIn(before), urn => true);
    }

    private static Task<StackRun> RunAsync(string cloud, string nat) =>
        StackRun.OfExampleAsync($"{cloud}-private", text =>
            text.Replace("    zones: 3\n", nat.Length == 0 ? "    zones: 3\n" : $"    zones: 3\n    {nat}\n", StringComparison.Ordinal)
        );
}
