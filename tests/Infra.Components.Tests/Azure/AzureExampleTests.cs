using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Azure;

public class AzureExampleTests
{
    private const string Example = "azure-example";

    [Fact]
    public async Task AzureExample_AllResources_AreAsCommitted()
    {
        var run = await StackRun.OfExampleAsync(Example);

        Golden.Check(ResourceListing.Write(run), "azure-example/resources.golden");
    }

    [Fact]
    public async Task AzureExample_Preview_RegistersTheSameResources()
    {
        var applied = await StackRun.OfExampleAsync(Example);
        var previewed = await StackRun.OfExampleAsync(Example, preview: true);

        Assert.Equal(applied.Resources.Keys, previewed.Resources.Keys);
    }

    [Fact]
    public async Task AzureExample_Outputs_AreThoseOfEveryCloud()
    {
        var run = await StackRun.OfExampleAsync(Example);

        Assert.Equal<IEnumerable<string>>(["orders-db-1", "orders-db-2", "orders-db-3"], await OutputValue.OfAsync(run.Stack.Nodes));
        Assert.Equal("10.42.2.4", (await OutputValue.OfAsync(run.Stack.PrivateAddresses))["orders-db-2"]);
        Assert.Equal("10.42.4.4:22", (await OutputValue.OfAsync(run.Stack.SshEndpoints))["orders-db-3"]);
        Assert.Equal("192.0.2.2/31", (await OutputValue.OfAsync(run.Stack.NatAddresses))["b"]);
        Assert.False(await Output.IsSecretAsync(run.Stack.SshEndpoints));
    }

    /// <summary>The same components as on AWS: who knows one knows the other.</summary>
    [Fact]
    public async Task AzureExample_Components_HaveTheShapeOfAws()
    {
        var (azure, aws) = (await StackRun.OfExampleAsync(Example), await StackRun.OfAsync());

        Assert.Equal(
            Components(aws).Order(StringComparer.Ordinal),
            Components(azure).Select(component => component.Replace(":azure:", ":aws:", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AzureExample_EveryName_IsOneThatAzureTakes()
    {
        var run = await StackRun.OfExampleAsync(Example);
        var named = Azure(run).Where(resource => resource.Inputs.ContainsKey("name")).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, resource => Assert.Matches("^[A-Za-z0-9]([-A-Za-z0-9_.]{0,78}[A-Za-z0-9_])?$", (string)resource["name"]!));
        Assert.All(
            named.GroupBy(resource => (resource.Type, In: resource["networkSecurityGroupName"] ?? resource["virtualNetworkName"])),
            type => Assert.Equal(type.Count(), type.Select(resource => resource["name"]).Distinct().Count()));
        Assert.All(run.OfType("azure:compute/linuxVirtualMachine:LinuxVirtualMachine"), vm => Assert.InRange(((string)vm["name"]!).Length, 1, 64));
    }

    [Fact]
    public async Task AzureExample_EveryResource_IsInTheProjectsGroupAndRegion()
    {
        var run = await StackRun.OfExampleAsync(Example);
        var group = Assert.Single(run.OfType("azure:core/resourceGroup:ResourceGroup"));

        Assert.All(Azure(run).Where(resource => resource.Inputs.ContainsKey("resourceGroupName")), resource => Assert.Equal(group["name"], resource["resourceGroupName"]));
        Assert.All(Azure(run).Where(resource => resource.Inputs.ContainsKey("location")), resource => Assert.Equal("westeurope", resource["location"]));
    }

    /// <summary>What takes a location takes tags on Azure, and the provider has no tags of its own to give.</summary>
    [Fact]
    public async Task AzureExample_EverythingThatTakesTags_SaysWhoseItIs()
    {
        var run = await StackRun.OfExampleAsync(Example);
        var placed = Azure(run).Where(resource => resource.Inputs.ContainsKey("location")).ToList();

        Assert.NotEmpty(placed);
        Assert.All(placed, resource =>
        {
            Assert.Equal(
                ("acme", "azure-example", "standard"),
                (resource.Map("tags")["project"], resource.Map("tags")["stack"], resource.Map("tags")["deployment"]));
            Assert.Equal(resource.Parent == "acme" ? null : "orders-db", resource.Map("tags").GetValueOrDefault("service"));
        });
        Assert.Equal("orders-db-1", run.One("azure:compute/managedDisk:ManagedDisk", "orders-db-1-data-g1").Map("tags")["node"]);
    }

    [Fact]
    public async Task AzureExample_Provider_RegistersWhatIsUsedAndDeletesNothingOfOthers()
    {
        var run = await StackRun.OfExampleAsync(Example);

        var provider = run.One("pulumi:providers:azure", "azure");
        Assert.Equal("none", provider["resourceProviderRegistrations"]);
        Assert.Contains("\"preventDeletionIfContainsResources\": true", $"{provider["features"]}", StringComparison.Ordinal);
        Assert.All(
            run.Resources.Values.Where(resource => resource.Type.StartsWith("infra:azure:", StringComparison.Ordinal)),
            resource => Assert.Contains("azure", ((ComponentResourceOptions)resource.Options).Providers.Select(p => p.GetResourceName())));
    }

    private static IEnumerable<Recorded> Azure(StackRun run) =>
        run.Resources.Values.Where(resource => resource.Type.StartsWith("azure:", StringComparison.Ordinal));

    private static IEnumerable<string> Components(StackRun run) => run.Resources.Values
        .Where(resource => resource.Type.StartsWith("infra:", StringComparison.Ordinal))
        .Select(resource => resource.Key);
}
