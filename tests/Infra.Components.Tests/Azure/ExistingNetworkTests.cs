using System.Collections.Immutable;
using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Azure;

public class ExistingNetworkTests
{
    private const string Machine = "azure:compute/linuxVirtualMachine:LinuxVirtualMachine";
    private const string Interface = "azure:network/networkInterface:NetworkInterface";
    private const string Rule = "azure:network/networkSecurityRule:NetworkSecurityRule";

    private static readonly Variant Hub = Variant.Existing["azure"];

    [Fact]
    public async Task ExistingNetwork_NothingOfIt_IsMadeOrChanged()
    {
        var run = await Hub.RunAsync();

        string[] ours = ["applicationSecurityGroup", "networkInterface", "networkSecurityGroup:", "networkSecurityRule:"];
        var made = run.Resources.Keys.Where(key => key.StartsWith("azure:network/", StringComparison.Ordinal)).ToArray();
        Assert.All(made, key => Assert.Contains(ours, type => key.StartsWith($"azure:network/{type}", StringComparison.Ordinal)));
        // The subnets' group would be attached to subnets that are not ours; each service's own is unchanged.
        Assert.Equal(
            ["nsg-nodes-acme-orders-db"],
            run.OfType("azure:network/networkSecurityGroup:NetworkSecurityGroup").Select(group => group.Name)
        );
        var own = await StackRun.OfExampleAsync("azure-private");
        Assert.Contains(own.Resources.Keys, key =>
            key.StartsWith("azure:network/subnetNetworkSecurityGroupAssociation:", StringComparison.Ordinal)
        );
        Assert.Equal(
            own.OfType(Rule).Where(rule => rule.Parent == "orders-db").Select(rule => rule.Name),
            run.OfType(Rule).Select(rule => rule.Name)
        );
        Assert.Equal("acme", Assert.Single(run.OfType("azure:core/resourceGroup:ResourceGroup")).Name);
        Assert.Empty(await OutputValue.OfAsync(run.Stack.NatAddresses));
    }

    [Fact]
    public async Task ExistingNetwork_Nodes_AreInItsSubnets()
    {
        var run = await Hub.RunAsync();

        Assert.Equal(
            [
                ($"{Variant.VirtualNetwork}/subnets/data-1", "10.42.4.4"),
                ($"{Variant.VirtualNetwork}/subnets/data-2", "10.42.5.4"),
                ($"{Variant.VirtualNetwork}/subnets/data-3", "10.42.6.4"),
            ],
            run.OfType(Interface).Select(nic => (SubnetOf(nic), (string)Configuration(nic)["privateIpAddress"]))
        );
        Assert.All(run.Mocks.Calls.Where(call => call.Token == "azure:network/getSubnet:getSubnet"), call =>
            Assert.Equal(("net", "hub"), (call.Args["resourceGroupName"], call.Args["virtualNetworkName"]))
        );
    }

    [Fact]
    public async Task ExistingNetwork_NotAsWritten_EverythingStopsAndEveryDifferenceIsNamed()
    {
        var mocks = new CloudMocks
        {
            Existing = Hub
                .Found.SetItem("hub", Variant.Hub("northeurope", "10.43.0.0/16", "10.0.0.53"))
                .SetItem("data-1", Variant.Subnet("data-1", "10.42.4.0/24", "10.42.8.0/24"))
                .SetItem("data-3", Variant.Subnet("data-3", "10.42.6.0/26")),
        };

        var error = await Assert.ThrowsAsync<RunException>(() => Hub.RunAsync(mocks: mocks));

        Assert.Contains("its region is northeurope; the stack file has westeurope.", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "its address space is 192.168.0.0/24, 10.43.0.0/16, which does not contain the stack file's 10.42.0.0/20.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("its name server 10.0.0.53 cannot be reached by the nodes", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "data-1: its CIDR is 10.42.4.0/24, 10.42.8.0/24; the stack file has 10.42.4.0/24.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("data-3: its CIDR is 10.42.6.0/26; the stack file has 10.42.6.0/25.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("data-2", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Inputs.Keys, made => made.Type is Machine or Interface or Rule);
    }

    [Fact]
    public async Task ExistingNetwork_InAnotherSubscription_IsNotTheOneOfTheSameName()
    {
        var other = Variant.VirtualNetwork.Replace("01234567", "99999999", StringComparison.Ordinal);
        var mocks = new CloudMocks { Existing = Hub.Found.SetItem("hub", Variant.Hub().SetItem("id", other)) };

        var error = await Assert.ThrowsAsync<RunException>(() => Hub.RunAsync(mocks: mocks));

        Assert.Contains($"its id is {other}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExistingNetwork_CloudThatSaysNothing_IsTakenByItsId()
    {
        var silent = Hub.Found.ToImmutableDictionary(entry => entry.Key, _ => ImmutableDictionary<string, object>.Empty);

        var run = await Hub.RunAsync(mocks: new CloudMocks { Existing = silent }, preview: true);

        Assert.Equal(
            ["data-1", "data-2", "data-3"],
            run.OfType(Interface).Select(nic => SubnetOf(nic)[$"{Variant.VirtualNetwork}/subnets/".Length..])
        );
    }

    private static string SubnetOf(Recorded nic) => (string)Configuration(nic)["subnetId"];

    private static ImmutableDictionary<string, object> Configuration(Recorded nic) =>
        (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)nic["ipConfigurations"]!);
}
