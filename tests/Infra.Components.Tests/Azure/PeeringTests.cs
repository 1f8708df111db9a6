using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Components.Tests.Testing;
using Infra.Core.Catalog;
using Pulumi;

namespace Infra.Components.Tests.Azure;

public class PeeringTests
{
    private const string Type = "azure:network/virtualNetworkPeering:VirtualNetworkPeering";
    private const string Provider = "pulumi:providers:azure";
    private const string Association = "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation";
    private const string Tenant = "11111111-2222-4333-8444-555555555555";
    private const string Subscription = "21111111-2222-4333-8444-555555555555";
    private const string Network =
        $"/subscriptions/{Subscription}/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/clients";
    internal const string OneSided =
        $"partner: {{ tenant: {Tenant}, virtualNetwork: {Network}, app: 31111111-2222-4333-8444-555555555555, cidrs: "
        + "[10.7.0.0/16, 10.9.0.0/24] }";
    internal const string BothSides =
        $"warehouse: {{ tenant: {Tenant}, subscription: {Subscription}, resourceGroup: network, virtualNetwork: stock, "
        + "mode: both-sides, cidrs: [172.20.0.0/16] }";

    [Fact]
    public async Task Peering_OneSided_IsOurHalfAlone()
    {
        var run = await RunAsync(OneSided);

        var half = Assert.Single(run.OfType(Type));
        Assert.Equal(("acme-partner", CloudNames.Of("acme", "partner"), "partner"), (half.Name, half["name"], half.Parent));
        Assert.Equal(
            (CloudNames.Of("acme"), "acme", Network),
            (half["resourceGroupName"], half["virtualNetworkName"], half["remoteVirtualNetworkId"])
        );
        Assert.Equal(["azure", "azure-acme-partner"], run.OfType(Provider).Select(provider => provider.Name));
    }

    [Fact]
    public async Task Peering_BothSides_IsTwoHalvesOneAfterTheOther()
    {
        var run = await RunAsync(BothSides);

        var back = run.One(Type, "acme-warehouse-back");
        Assert.Equal(
            ("network", "stock", CloudMocks.AzureNetworkIdOf("acme")),
            (back["resourceGroupName"], back["virtualNetworkName"], back["remoteVirtualNetworkId"])
        );
        Assert.Equal(CloudNames.Of("acme", "warehouse"), back["name"]);
        Assert.Equal(["acme-warehouse"], back.DependsOn);
        Assert.Equal(2, run.OfType(Type).Count());
    }

    /// <summary>Each half authenticates to both tenants, and the project's own provider only to its own.</summary>
    [Fact]
    public async Task Peering_AcrossDirectories_ShowsItselfToTheOtherOne()
    {
        var run = await RunAsync(BothSides);

        Assert.Equal("azure-acme-warehouse", ProviderOf(run, "acme-warehouse"));
        Assert.Equal("azure-acme-warehouse-back", ProviderOf(run, "acme-warehouse-back"));
        var (ours, theirs) = (run.One(Provider, "azure-acme-warehouse"), run.One(Provider, "azure-acme-warehouse-back"));
        Assert.Equal([Tenant], Directories(ours));
        Assert.Equal(run.One(Provider, "azure")["subscriptionId"], ours["subscriptionId"]);
        Assert.Equal((Subscription, Tenant), (theirs["subscriptionId"], theirs["tenantId"]));
        Assert.Equal([CloudMocks.AzureTenant], Directories(theirs));
        Assert.DoesNotContain("auxiliaryTenantIds", run.One(Provider, "azure").GivenInputs);
    }

    [Fact]
    public async Task Peering_WithinOneDirectory_ShowsItselfToNoOther()
    {
        var run = await RunAsync(BothSides.Replace(Tenant, CloudMocks.AzureTenant, StringComparison.Ordinal));

        Assert.All(Peers(run), provider => Assert.Empty(Directories(provider)));
        Assert.Equal(2, Peers(run).Count());
    }

    [Fact]
    public async Task Peering_OfEitherProvider_RegistersNothing()
    {
        var run = await RunAsync(BothSides);

        Assert.All(Peers(run), provider => Assert.Equal("none", provider["resourceProviderRegistrations"]));
        Assert.All(Peers(run), provider => Assert.DoesNotContain("resourceProvidersToRegisters", provider.GivenInputs));
    }

    [Fact]
    public async Task Peering_AnyHalf_CarriesTheTwoNetworksTrafficAlone()
    {
        var run = await RunAsync($"{OneSided}\n      {BothSides}");

        Assert.Equal(3, run.OfType(Type).Count());
        Assert.All(run.OfType(Type), half =>
            Assert.Equal(
                (true, false, false, false),
                (half["allowVirtualNetworkAccess"], half["allowForwardedTraffic"], half["allowGatewayTransit"], half["useRemoteGateways"])
            )
        );
        Assert.All(run.OfType(Type), half => Assert.True(((CustomResourceOptions)half.Options).DeleteBeforeReplace));
    }

    /// <summary>Azure applies changes to a network one at a time, and firewalls are in place before a route exists.</summary>
    [Fact]
    public async Task Peering_OfSeveral_IsOneAfterTheOtherAndAfterTheSubnets()
    {
        var run = await RunAsync($"{OneSided}\n      {BothSides}");

        var (first, second) = (run.One(Type, "acme-partner"), run.One(Type, "acme-warehouse"));
        Assert.Equal(3, run.OfType(Association).Count());
        Assert.All(run.OfType(Association), association => Assert.Contains(association.Name, first.DependsOn));
        Assert.Contains("acme-partner", second.DependsOn);
    }

    [Fact]
    public async Task Network_AddedToAPeering_RenewsOurHalfAlone()
    {
        var old = await RunAsync(BothSides);
        var grown = await RunAsync(BothSides.Replace("172.20.0.0/16", "172.20.0.0/16, 172.21.0.0/16", StringComparison.Ordinal));

        var changed = Assert.Single(old.Resources.Keys, key => Inputs(old, key) != Inputs(grown, key));
        Assert.Equal($"{Type} acme-warehouse", changed);
        Assert.Equal("172.20.0.0/16 172.21.0.0/16", grown.Resources[changed].Map("triggers")["cidrs"]);
        Assert.Equal(
            old.Resources[changed].Inputs.Remove("triggers").Select(input => $"{input}"),
            grown.Resources[changed].Inputs.Remove("triggers").Select(input => $"{input}")
        );
    }

    [Theory]
    [InlineData(OneSided)]
    [InlineData(BothSides)]
    public async Task Peering_State_IsNotClaimedToBeKnown(string peering)
    {
        var run = await RunAsync(peering);

        var (name, outputs) = Assert.Single(await OutputValue.OfAsync(run.Stack.Peerings));
        Assert.Equal(("unknown", $"acme-{name}-id"), (outputs["state"], outputs["id"]));
    }

    [Fact]
    public async Task Contract_InTheOutputs_NamesOurDirectoryNetworkAndGroup()
    {
        var run = await RunAsync(OneSided);

        var values = JsonNode.Parse((await OutputValue.OfAsync(run.Stack.PeeringContracts))["partner"])!["values"]!;
        var network = CloudMocks.AzureNetworkIdOf("acme");
        Assert.Equal(
            (CloudMocks.AzureTenant, network, network[..network.IndexOf("/providers/", StringComparison.Ordinal)]),
            (
                (string?)values["OUR_TENANT"]!["value"],
                (string?)values["OUR_VIRTUAL_NETWORK_ID"]!["value"],
                (string?)values["OUR_RESOURCE_GROUP_ID"]!["value"]
            )
        );
        Assert.Null(values["OUR_APP"]!["value"]);
    }

    [Fact]
    public async Task Project_WithoutPeerings_AsksNobodyWhoItIs()
    {
        var run = await StackRun.OfExampleAsync("azure-private");

        Assert.Empty(await OutputValue.OfAsync(run.Stack.Peerings));
        Assert.Empty(run.OfType(Type));
        Assert.DoesNotContain(run.Mocks.Calls, call => call.Token.Contains("getClientConfig", StringComparison.Ordinal));
    }

    private static IEnumerable<Recorded> Peers(StackRun run) => run.OfType(Provider).Where(provider => provider.Name != "azure");

    // Lists and maps in a provider's inputs are JSON.
    private static string[] Directories(Recorded provider) =>
        JsonSerializer.Deserialize<string[]>((string)provider["auxiliaryTenantIds"]!)!;

    private static string? ProviderOf(StackRun run, string half) =>
        ((CustomResourceOptions)run.One(Type, half).Options).Provider?.GetResourceName();

    private static string Inputs(StackRun run, string key) =>
        ResourceListing.Write(run with { Resources = run.Resources.RemoveRange(run.Resources.Keys.Where(other => other != key)) });

    private static Task<StackRun> RunAsync(string peerings) =>
        StackRun.OfExampleAsync("azure-private", text =>
            text.Replace("    services:\n", $"    peerings:\n      {peerings}\n    services:\n", StringComparison.Ordinal)
        );
}
