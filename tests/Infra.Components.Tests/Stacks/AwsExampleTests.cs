using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Stacks;

public class AwsExampleTests
{
    [Fact]
    public async Task AwsExample_AllResources_AreAsCommitted()
    {
        var run = await StackRun.OfAsync();

        Golden.Check(ResourceListing.Write(run), "aws-example/resources.golden");
    }

    [Fact]
    public async Task AwsExample_Preview_RegistersTheSameResources()
    {
        var applied = await StackRun.OfAsync();
        var previewed = await StackRun.OfAsync(preview: true);

        Assert.Equal(applied.Resources.Keys, previewed.Resources.Keys);
    }

    [Fact]
    public async Task AwsExample_PreviewWithoutOperatorKey_IsAllowed()
    {
        var run = await StackRun.OfAsync(preview: true, config: new Dictionary<string, string>());

        Assert.NotEmpty(run.OfType("aws:ec2/instance:Instance"));
    }

    [Fact]
    public async Task AwsExample_UpWithoutOperatorKey_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => StackRun.OfAsync(config: new Dictionary<string, string>()));

        Assert.Contains("infra:operatorPublicKey is not set", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("ssh-ed25519 AAAA")]
    [InlineData(StackRun.OperatorKey + "\nssh-ed25519 AAAA another")]
    [InlineData(StackRun.OperatorKey + "\"]\nruncmd: [id]")]
    [InlineData("command=\"id\" " + StackRun.OperatorKey)]
    public async Task AwsExample_NoOperatorKey_IsRefusedInPreviewToo(string key)
    {
        var config = new Dictionary<string, string> { ["infra:operatorPublicKey"] = key };
        var error = await Assert.ThrowsAsync<RunException>(() => StackRun.OfAsync(preview: true, config: config));

        Assert.Contains("infra:operatorPublicKey is not an ed25519 public key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AwsExample_Outputs_NameNodesAddressesAndPorts()
    {
        var run = await StackRun.OfAsync();

        Assert.Equal<IEnumerable<string>>(["orders-db-1", "orders-db-2", "orders-db-3"], await OutputValue.OfAsync(run.Stack.Nodes));
        Assert.Equal("10.42.2.4", (await OutputValue.OfAsync(run.Stack.PrivateAddresses))["orders-db-2"]);
        Assert.Equal(21901, (await OutputValue.OfAsync(run.Stack.Ports))["orders-db"]["pgbouncer"]);
        Assert.Equal("10.42.4.4:22", (await OutputValue.OfAsync(run.Stack.SshEndpoints))["orders-db-3"]);
        Assert.Equal("192.0.2.1", (await OutputValue.OfAsync(run.Stack.NatAddresses))["a"]);
    }

    [Fact]
    public async Task AwsExample_Outputs_AreNotSecret()
    {
        var run = await StackRun.OfAsync();

        Assert.False(await Output.IsSecretAsync(run.Stack.PrivateAddresses));
        Assert.False(await Output.IsSecretAsync(run.Stack.SshEndpoints));
        Assert.False(await Output.IsSecretAsync(run.Stack.NatAddresses));
    }

    [Fact]
    public async Task AwsExample_EveryResource_HasOneParentAndOneName()
    {
        var run = await StackRun.OfAsync();

        Assert.All(run.Resources.Values, resource => Assert.DoesNotContain("::", resource.Name, StringComparison.Ordinal));
        string[] roots = ["aws", "acme", "orders-db", "orders-db-1", "orders-db-2", "orders-db-3"];
        Assert.All(run.Resources.Values.Where(resource => !resource.Type.StartsWith("infra:", StringComparison.Ordinal)
            && resource.Type is not ("pulumi:providers:aws" or "pulumi:pulumi:Stack")), resource => Assert.Contains(resource.Parent, roots));
    }
}
