using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Azure;

public sealed class FirewallListingTests : FirewallListing
{
    private const string Group = "azure:network/networkSecurityGroup:NetworkSecurityGroup";
    private const string Rule = "azure:network/networkSecurityRule:NetworkSecurityRule";
    private const string ApplicationGroup = "azure:network/applicationSecurityGroup:ApplicationSecurityGroup";

    private protected override string Cloud => "azure";

    private protected override string Region => "westeurope";

    private protected override IEnumerable<(string File, IEnumerable<string> Lines)> Registered(StackRun run) =>
        [("network-security-groups", run.OfType(Rule).Select(rule => Line(rule, run)))];

    [Fact]
    public async Task Groups_HaveNoRulesBesideTheListed()
    {
        var run = await StackRun.OfExampleAsync("azure-private");

        // Inline rules in the group and separate rule resources overwrite each other.
        Assert.Equal(["nsg-nodes-acme-orders-db", "nsg-subnets-acme"], run.OfType(Group).Select(group => group["name"]));
        Assert.All(run.OfType(Group), group => Assert.DoesNotContain("securityRules", group.GivenInputs));
    }

    private static string Line(Recorded rule, StackRun run)
    {
        Assert.Equal("*", rule["sourcePortRange"]);
        var ports = (rule["destinationPortRange"], rule["destinationPortRanges"]) switch
        {
            (string one, null) => one,
            (null, ImmutableArray<object> ranges) => string.Join(',', ranges),
            var both => $"{both}",
        };
        return $"{rule["networkSecurityGroupName"]} {rule["direction"]} {rule["priority"]} {rule["name"]} {rule["access"]} "
            + $"{rule["protocol"]} "
            + $"source {End(rule, "source", run)} destination {End(rule, "destination", run)} ports {ports}";
    }

    private static string End(Recorded rule, string side, StackRun run) =>
        (rule[$"{side}AddressPrefix"], rule[$"{side}AddressPrefixes"], rule[$"{side}ApplicationSecurityGroupIds"]) switch
        {
            (string one, null, null) => one,
            (null, ImmutableArray<object> prefixes, null) => string.Join(',', prefixes),
            (null, null, string group) => $"asg:{NameOf(group, run)}",
            var ends => $"{ends}",
        };

    private static object NameOf(string id, StackRun run) =>
        run.OfType(ApplicationGroup).Single(group => $"{group.Name}-id" == id)["name"]!;
}
