using System.Text.RegularExpressions;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

/// <summary>Projects in the customer's account, on every cloud.</summary>
public partial class ByocTests
{
    private const string InUse = "infra:index:ProjectInUse";

    public static TheoryData<string> Stacks => ["aws-byoc-example", "azure-byoc-example", "gcp-byoc-example", "byoc-local"];

    /// <summary>Stack, its network's type, and whether it is protected while there are services.</summary>
    public static TheoryData<string, string> Networks =>
        new()
        {
            { "aws-byoc-example", "aws:ec2/vpc:Vpc" },
            { "azure-byoc-example", "azure:network/virtualNetwork:VirtualNetwork" },
            { "gcp-byoc-example", "gcp:compute/network:Network" },
        };

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Stack_AllResources_AreAsCommitted(string stack) =>
        Golden.Check(
            // Not part of the shape: the test's own directory, the packed scripts, the hash of the image's recipe.
            stack == "byoc-local"
                ? Varying().Replace(ResourceListing.Write(await ExampleStacks.RunAsync(stack)), "\"(varies)\"")
                : ResourceListing.Write(await ExampleStacks.RunAsync(stack)),
            $"{stack}/resources.golden"
        );

    /// <summary>Deleting the stack takes two steps: first its services, in a run of their own, and then the rest.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Network_IsProtectedWhileThereAreServices(string stack, string type)
    {
        var text = ExampleStacks.Text(stack);

        Assert.True(Assert.Single((await ExampleStacks.RunAsync(stack)).OfType(type)).Options.Protect);
        Assert.Empty((await ExampleStacks.RunAsync(stack)).OfType(InUse));
        var empty = await StackRun.OfAsync(WithoutServices(text), lockText: "", stack: stack);
        Assert.False(Assert.Single(empty.OfType(type)).Options.Protect);
        var standard = text.Replace("deployment: byoc", "deployment: standard", StringComparison.Ordinal)
            .Replace("exposure: private", "access: bastion", StringComparison.Ordinal);
        Assert.False(Assert.Single((await StackRun.OfAsync(standard, lockText: "", stack: stack)).OfType(type)).Options.Protect);
    }

    /// <summary>In the customer's own network there is no network of ours to protect.</summary>
    [Theory]
    [InlineData("aws")]
    [InlineData("azure")]
    [InlineData("gcp")]
    public async Task ExistingNetwork_TheProjectIsProtectedWhileThereAreServices(string cloud)
    {
        var variant = Variant.Existing[cloud];
        var byoc = (string text) => text.Replace("deployment: standard", "deployment: byoc", StringComparison.Ordinal);

        Assert.Empty((await variant.RunAsync()).OfType(InUse));
        Assert.True(Assert.Single((await variant.RunAsync(byoc)).OfType(InUse)).Options.Protect);
        Assert.False(Assert.Single((await variant.RunAsync(text => WithoutServices(byoc(text)))).OfType(InUse)).Options.Protect);
    }

    [Fact]
    public async Task ObjectStorage_IsReachedFromTheNodesSubnetsWithoutNat()
    {
        var aws = await ExampleStacks.RunAsync("aws-byoc-example");
        Assert.Equal(2, ((IReadOnlyCollection<object>)aws.One("aws:ec2/vpcEndpoint:VpcEndpoint", "acme-own-s3")["routeTableIds"]!).Count);

        var azure = await ExampleStacks.RunAsync("azure-byoc-example");
        Assert.Equal(["Microsoft.Storage"], azure.One("azure:network/subnet:Subnet", "acme-own-workload-a").Texts("serviceEndpoints"));
        Assert.Empty(azure.One("azure:network/subnet:Subnet", "acme-own-public-a").Texts("serviceEndpoints"));

        var gcp = await ExampleStacks.RunAsync("gcp-byoc-example");
        Assert.Equal(true, gcp.One("gcp:compute/subnetwork:Subnetwork", "acme-own-workload-a")["privateIpGoogleAccess"]);
        Assert.Equal(false, gcp.One("gcp:compute/subnetwork:Subnetwork", "acme-own-public-a")["privateIpGoogleAccess"]);
    }

    private static string WithoutServices(string text) =>
        text[..text.IndexOf("    services:\n", StringComparison.Ordinal)] + "    services: {}\n";

    [GeneratedRegex("\"([^\"]*/infra-stack-[^\"]*|H4sI[A-Za-z0-9+/=]+|[0-9a-f]{64})\"")]
    private static partial Regex Varying();
}
