using System.Text.Json.Nodes;
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

    /// <summary>The identity in the stack file: never more than the environment's credentials, and never anything but it.</summary>
    [Fact]
    public async Task AwsRole_IsAssumedInTheOnlyAccountAllowed()
    {
        var run = await RunAsync(
            "aws-private",
            "account: \"210987654321\"\n    runAs: { role: arn:aws:iam::210987654321:role/deploy, externalId: acme-4711 }"
        );

        var provider = run.One("pulumi:providers:aws", "aws");
        Assert.Equal("[ \"210987654321\" ]", provider["allowedAccountIds"]);
        Assert.Equal(
            """[{"externalId":"acme-4711","roleArn":"arn:aws:iam::210987654321:role/deploy","sessionName":"infra-acme"}]""",
            JsonNode.Parse((string)provider["assumeRoles"]!)!.ToJsonString()
        );
        Assert.False((await StackRun.OfAsync()).One("pulumi:providers:aws", "aws").Inputs.ContainsKey("assumeRoles"));
    }

    [Fact]
    public async Task AzureApplication_SignsInAlone_ForPeeringsToo()
    {
        const string ours = "5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23";
        var run = await RunAsync(
            "azure-private",
            $$"""
            subscription: {{ours}}
                runAs: { tenant: 11111111-2222-3333-4444-555555555555, application: 22222222-3333-4444-5555-666666666666 }
                peerings:
                  warehouse:
                    tenant: 41111111-2222-4333-8444-555555555555
                    subscription: 51111111-2222-4333-8444-555555555555
                    resourceGroup: network
                    virtualNetwork: stock
                    mode: both-sides
                    cidrs: [172.20.0.0/16]
            """
        );

        var providers = run.OfType("pulumi:providers:azure").ToList();
        Assert.Equal(3, providers.Count);
        Assert.All(providers, provider =>
        {
            Assert.Equal("22222222-3333-4444-5555-666666666666", provider["clientId"]);
            Assert.Equal(("false", "false"), (provider["useCli"], provider["useMsi"]));
            Assert.False(provider.Inputs.ContainsKey("clientSecret"));
        });
        Assert.Equal(
            [ours, ours, "51111111-2222-4333-8444-555555555555"],
            providers.OrderBy(provider => provider.Name, StringComparer.Ordinal).Select(provider => provider["subscriptionId"])
        );
        Assert.Equal("11111111-2222-3333-4444-555555555555", run.One("pulumi:providers:azure", "azure")["tenantId"]);
        Assert.Equal("41111111-2222-4333-8444-555555555555", run.One("pulumi:providers:azure", "azure-acme-warehouse-back")["tenantId"]);
    }

    [Fact]
    public async Task GoogleServiceAccount_IsImpersonated()
    {
        var run = await RunAsync(
            "gcp-private",
            "project: acme-databases\n    runAs: { serviceAccount: deploy-1@acme-databases.iam.gserviceaccount.com }"
        );

        var provider = run.One("pulumi:providers:gcp", "gcp");
        Assert.Equal("deploy-1@acme-databases.iam.gserviceaccount.com", provider["impersonateServiceAccount"]);
        Assert.Equal("acme-databases", provider["project"]);
    }

    private static Task<StackRun> RunAsync(string stack, string lines) =>
        StackRun.OfExampleAsync(stack, text => text.Replace("    services:\n", $"    {lines}\n    services:\n", StringComparison.Ordinal));
}
