using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Stacks;

public class AwsExampleTests
{
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

        Assert.Contains("infra:operatorPublicKey ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AwsExample_EveryResource_HasOneParentAndOneName()
    {
        var run = await StackRun.OfAsync();

        Assert.All(run.Resources.Values, resource => Assert.DoesNotContain("::", resource.Name, StringComparison.Ordinal));
        string[] roots = ["aws", "acme", "orders-db", "orders-db-1", "orders-db-2", "orders-db-3"];
        Assert.All(
            run.Resources.Values.Where(resource =>
                !resource.Type.StartsWith("infra:", StringComparison.Ordinal)
                && resource.Type is not ("pulumi:providers:aws" or "pulumi:pulumi:Stack")
            ),
            resource => Assert.Contains(resource.Parent, roots)
        );
    }
}
