using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Azure;

public class AzureExampleTests
{
    private const string Example = "azure-private";

    [Fact]
    public async Task AzureExample_EveryName_IsOneThatAzureTakes()
    {
        var run = await StackRun.OfExampleAsync(Example);
        var named = Azure(run).Where(resource => resource.Inputs.ContainsKey("name")).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, resource => Assert.Matches("^[A-Za-z0-9]([-A-Za-z0-9_.]{0,78}[A-Za-z0-9_])?$", (string)resource["name"]!));
        Assert.All(
            named.GroupBy(resource => (resource.Type, In: resource["networkSecurityGroupName"] ?? resource["virtualNetworkName"])),
            type => Assert.Equal(type.Count(), type.Select(resource => resource["name"]).Distinct().Count())
        );
        Assert.All(run.OfType("azure:compute/linuxVirtualMachine:LinuxVirtualMachine"), vm =>
            Assert.InRange(((string)vm["name"]!).Length, 1, 64)
        );
    }

    [Fact]
    public async Task AzureExample_EveryResource_IsInTheProjectsGroupAndRegion()
    {
        var run = await StackRun.OfExampleAsync(Example);
        var group = Assert.Single(run.OfType("azure:core/resourceGroup:ResourceGroup"));

        Assert.All(Azure(run).Where(resource => resource.Inputs.ContainsKey("resourceGroupName")), resource =>
            Assert.Equal(group["name"], resource["resourceGroupName"])
        );
        Assert.All(Azure(run).Where(resource => resource.Inputs.ContainsKey("location")), resource =>
            Assert.Equal("westeurope", resource["location"])
        );
    }

    /// <summary>On Azure every resource with a location takes tags, and the provider has no default tags.</summary>
    [Fact]
    public async Task AzureExample_EverythingThatTakesTags_SaysWhoseItIs()
    {
        var run = await StackRun.OfExampleAsync(Example);
        var placed = Azure(run).Where(resource => resource.Inputs.ContainsKey("location")).ToList();

        Assert.NotEmpty(placed);
        Assert.All(placed, resource =>
        {
            Assert.Equal(
                ("acme", "azure-private", "standard"),
                (resource.Map("tags")["project"], resource.Map("tags")["stack"], resource.Map("tags")["deployment"])
            );
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
    }

    private static IEnumerable<Recorded> Azure(StackRun run) =>
        run.Resources.Values.Where(resource => resource.Type.StartsWith("azure:", StringComparison.Ordinal));
}
