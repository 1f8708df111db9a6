using Infra.Sdk.Tests.Mocks;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Infra.Sdk.Tests;

public class StackTests
{
    [Fact]
    public async Task StackClass_WithOutputs_RegistersThem()
    {
        var mocks = new RecordingMocks();
        await Deployment.TestAsync<Sample>(mocks, new TestOptions { IsPreview = false });
        var request = Assert.Single(mocks.Outputs);
        Assert.Equal("urn:pulumi:stack::project::pulumi:pulumi:Stack::project-stack", request.Urn);
        Assert.Equal("thing-id", await OutputUtilities.GetValueAsync(request.Outputs["thingId"]));
    }

    [Fact]
    public async Task StackClass_WithUnassignedOutput_Fails()
    {
        var failure = await Run.FailureAsync(() => Deployment.TestAsync<Incomplete>(new RecordingMocks()));
        Assert.Equal(
            "Output(s) 'Missing' have no value assigned. [Output] attributed properties must be assigned inside Stack constructor.",
            failure.Message
        );
    }

    [Fact]
    public async Task Stack_NotInTheServiceProvider_Fails()
    {
        var failure = await Run.FailureAsync(() => Deployment.TestWithServiceProviderAsync<Sample>(new RecordingMocks(), new Nothing()));
        Assert.Contains("Failed to resolve instance of type", failure.Message, StringComparison.Ordinal);
    }

    private sealed class Sample : Stack
    {
        public Sample() => ThingId = new Thing("thing").Id;

        [Output("thingId")]
        public Output<string> ThingId { get; private set; }
    }

    private sealed class Incomplete : Stack
    {
        [Output]
        public Output<string> Missing { get; private set; } = null!;
    }

    private sealed class Nothing : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
