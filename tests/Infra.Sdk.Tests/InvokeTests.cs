using Infra.Sdk.Tests.Mocks;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Sdk.Tests;

public class InvokeTests
{
    [Fact]
    public async Task Invoke_KnownArgs_GivesTheTypedResult()
    {
        var mocks = new RecordingMocks();
        Output<NestedResult> result = null!;
        await Run.PreviewAsync(mocks, () => result = Deployment.Instance.Invoke<NestedResult>("test:index:get", new Args { Name = "n" }));
        Assert.Equal("n", (await OutputUtilities.GetValueAsync(result)).Name);
        var call = Assert.Single(mocks.Calls);
        Assert.Equal(("test:index:get", ""), (call.Token, call.Provider));
    }

    [Fact]
    public async Task Invoke_UnknownArgs_IsUnknownAndNotCalled()
    {
        var mocks = new RecordingMocks();
        Output<NestedResult> result = null!;
        await Run.PreviewAsync(mocks, () =>
            result = Deployment.Instance.Invoke<NestedResult>("test:index:get", new Args { Name = OutputUtilities.CreateUnknown("n") })
        );
        Assert.False(await OutputUtilities.GetIsKnownAsync(result));
        Assert.Empty(mocks.Calls);
    }

    [Fact]
    public async Task Invoke_DependingOnAResource_CarriesTheDependency()
    {
        Output<NestedResult> result = null!;
        Thing thing = null!;
        await Run.UpAsync(new RecordingMocks(), () =>
        {
            thing = new Thing("thing");
            result = Deployment.Instance.Invoke<NestedResult>("test:index:get", new Args { Name = thing.Id });
        });
        Assert.Same(thing, Assert.Single(await OutputUtilities.GetDependenciesAsync(result)));
    }

    [Fact]
    public async Task Invoke_WithAParent_UsesItsProvider()
    {
        var mocks = new RecordingMocks();
        await Run.UpAsync(mocks, () =>
        {
            var group = new Group("group", null, new() { Providers = { new TestProvider("given") } });
            _ = Deployment.Instance.Invoke<NestedResult>("test:index:get", new Args { Name = "n" }, new InvokeOptions { Parent = group });
        });
        Assert.EndsWith("::given::given-id", Assert.Single(mocks.Calls).Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_SecretResult_IsSecret()
    {
        Output<NestedResult> result = null!;
        var mocks = new RecordingMocks { Result = _ => new Dictionary<string, object> { ["name"] = Output.CreateSecret("n") } };
        await Run.UpAsync(mocks, () => result = Deployment.Instance.Invoke<NestedResult>("test:index:get", new Args { Name = "n" }));
        Assert.True(await Output.IsSecretAsync(result));
    }

    private sealed class Args : InvokeArgs
    {
        [Input("name", required: true)]
        public Input<string> Name { get; set; } = null!;
    }
}
