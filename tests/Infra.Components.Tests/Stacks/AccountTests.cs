using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

/// <summary>
/// The account in the stack file and in the provider's arguments: with another account's credentials nothing is created.
/// </summary>
public class AccountTests
{
    [Fact]
    public async Task AwsAccount_IsTheOnlyOneThatTheProviderAllows()
    {
        var run = await ExampleStacks.RunAsync("aws-example");

        Assert.Equal("[ \"123456789012\" ]", run.One("pulumi:providers:aws", "aws")["allowedAccountIds"]);
        Assert.False((await StackRun.OfAsync()).One("pulumi:providers:aws", "aws").Inputs.ContainsKey("allowedAccountIds"));
    }

    [Fact]
    public async Task AzureSubscription_IsTheProviders()
    {
        var run = await ExampleStacks.RunAsync("azure-example");

        Assert.Equal("00000000-0000-0000-0000-000000000000", run.One("pulumi:providers:azure", "azure")["subscriptionId"]);
        // Without the key it is what the environment contains, or nothing.
        Assert.Equal(
            Environment.GetEnvironmentVariable("ARM_SUBSCRIPTION_ID") ?? "",
            (await StackRun.OfExampleAsync("azure-private")).One("pulumi:providers:azure", "azure")["subscriptionId"]
        );
    }

    [Fact]
    public async Task GoogleProject_IsTheProviders()
    {
        var run = await ExampleStacks.RunAsync("gcp-example");

        Assert.Equal("your-project-id", run.One("pulumi:providers:gcp", "gcp")["project"]);
        Assert.False((await StackRun.OfExampleAsync("gcp-private")).One("pulumi:providers:gcp", "gcp").Inputs.ContainsKey("project"));
    }
}
