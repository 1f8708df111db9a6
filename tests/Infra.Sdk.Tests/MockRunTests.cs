using Infra.Sdk.Tests.Mocks;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Infra.Sdk.Tests;

/// <summary>How a run under mocks proceeds: URNs, registered outputs, order, failures.</summary>
public class MockRunTests
{
    [Fact]
    public async Task TestOptions_Default_IsAPreviewOfProjectAndStack()
    {
        var seen = ("", "", "", false);
        await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), () =>
        {
            var instance = Deployment.Instance;
            seen = (instance.ProjectName, instance.StackName, instance.OrganizationName, instance.IsDryRun);
        });
        Assert.Equal(("project", "stack", "organization", true), seen);
    }

    [Fact]
    public async Task Urn_HoweverNested_NamesTheStackAndTheResourceTypeOnly()
    {
        Thing deep = null!;
        Group outer = null!;
        await Run.UpAsync(new RecordingMocks(), () =>
            outer = new Group("outer", one =>
                _ = new Group("inner", two => deep = new Thing("deep", null, new() { Parent = two }), new() { Parent = one })
            )
        );
        Assert.Equal(
            "urn:pulumi:stack::project::pulumi:pulumi:Stack$test:index:Group::outer",
            await OutputUtilities.GetValueAsync(outer.Urn)
        );
        Assert.Equal(
            "urn:pulumi:stack::project::pulumi:pulumi:Stack$test:index:Thing::deep",
            await OutputUtilities.GetValueAsync(deep.Urn)
        );
    }

    [Fact]
    public async Task Urn_Duplicate_IsNotDetected()
    {
        var resources = await Run.UpAsync(new RecordingMocks(), () =>
        {
            _ = new Thing("same");
            _ = new Thing("same");
        });
        Assert.Equal(2, resources.OfType<Thing>().Count());
    }

    [Fact]
    public async Task RegisterOutputs_OfAComponent_KeepsSecretAndKnownFlags()
    {
        var mocks = new RecordingMocks();
        await Run.UpAsync(mocks, () => new Group("group").Publish(
                new Dictionary<string, object?>
                {
                    ["plain"] = 1,
                    ["secret"] = Output.CreateSecret("s"),
                    ["unknown"] = OutputUtilities.CreateUnknown("u"),
                    ["null"] = null,
                }
            ));

        var request = Assert.Single(mocks.Outputs, output => output.Urn.EndsWith("::group", StringComparison.Ordinal));
        Assert.Equal(["plain", "secret", "unknown"], request.Outputs.Keys.Order());
        Assert.Equal(1.0, await OutputUtilities.GetValueAsync(request.Outputs["plain"]));
        Assert.True(await Output.IsSecretAsync(request.Outputs["secret"]));
        Assert.False(await Output.IsSecretAsync(request.Outputs["plain"]));
        Assert.False(await OutputUtilities.GetIsKnownAsync(request.Outputs["unknown"]));
        Assert.True(await OutputUtilities.GetIsKnownAsync(request.Outputs["secret"]));
    }

    [Fact]
    public async Task Resource_WithWaits_IsRegisteredAfterInputsParentProviderAndDependsOn()
    {
        var mocks = new RecordingMocks { Before = _ => Task.Delay(20), State = _ => new Dictionary<string, object> { ["text"] = "t" } };
        await Run.UpAsync(mocks, () =>
        {
            var input = new Thing("input");
            var group = new Group("group", self => _ = new Thing("grandchild", null, new() { Parent = self }));
            var provider = new TestProvider("provider");
            _ = new Thing("by-input", new ThingArgs { Text = input.Text! });
            _ = new Thing("by-parent", null, new() { Parent = group });
            _ = new Thing("by-provider", null, new() { Provider = provider });
            _ = new Thing("by-dependency", null, new() { DependsOn = { group } });
        });

        var order = mocks.Resources.Select(resource => resource.Name).ToList();
        AssertBefore("input", "by-input");
        AssertBefore("group", "by-parent");
        AssertBefore("provider", "by-provider");
        AssertBefore("grandchild", "by-dependency");
        Assert.Equal(
            "urn:pulumi:stack::project::pulumi:pulumi:Stack$pulumi:providers:test::provider::provider-id",
            mocks["by-provider"].Provider
        );

        void AssertBefore(string first, string second) =>
            Assert.True(order.IndexOf(first) < order.IndexOf(second), $"{first} must come before {second}: {string.Join(' ', order)}");
    }

    [Fact]
    public async Task SynchronousMock_Any_HasRunWhenTheConstructorReturns()
    {
        var mocks = new RecordingMocks();
        var counts = new List<int>();
        await Run.UpAsync(mocks, () =>
        {
            for (var i = 0; i < 3; i++)
            {
                _ = new Thing($"thing{i}");
                counts.Add(mocks.Resources.Count);
            }
        });
        Assert.Equal([1, 2, 3], counts);
    }

    [Fact]
    public async Task AsynchronousMocks_Many_RunAtTheSameTime()
    {
        var arrived = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mocks = new RecordingMocks
        {
            Before = async _ =>
            {
                await Task.Yield();
                if (Interlocked.Increment(ref arrived) == 100)
                    all.SetResult();
                await all.Task.WaitAsync(TimeSpan.FromSeconds(30));
            },
        };
        await Run.UpAsync(mocks, () =>
        {
            for (var i = 0; i < 100; i++)
                _ = new Thing($"thing{i}");
        });
        Assert.Equal(100, arrived);
    }

    [Fact]
    public async Task MockException_Any_IsARunExceptionWithTheTextAndExitCode32()
    {
        try
        {
            var mocks = new RecordingMocks { State = _ => throw new TimeoutException("the cloud is away") };
            var failure = await Assert.ThrowsAsync<RunException>(() => Run.UpAsync(mocks, () => _ = new Thing("thing")));
            Assert.Contains("the cloud is away", failure.Message, StringComparison.Ordinal);
            Assert.Null(failure.InnerException);
            Assert.Equal(32, Environment.ExitCode);
        }
        finally
        {
            Environment.ExitCode = 0;
        }
    }

    [Fact]
    public async Task Apply_Throwing_FailsTheRun()
    {
        var failure = await Run.FailureAsync(() =>
            Run.UpAsync(new RecordingMocks(), () =>
                _ = Output.Create(1).Apply(string (_) => throw new InvalidOperationException("in apply"))
            )
        );
        Assert.Contains("in apply", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogError_Any_FailsTheRunWithItsText()
    {
        var failure = await Run.FailureAsync(() => Run.UpAsync(new RecordingMocks(), () => Log.Error("not like this")));
        Assert.Equal("not like this", failure.Message);
    }

    [Fact]
    public async Task StackOutputs_FromAFunction_AreReturned()
    {
        var (resources, outputs) = await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), () =>
            new Dictionary<string, object?> { ["id"] = new Thing("thing").Id }
        );
        Assert.Single(resources);
        Assert.Equal("thing-id", await OutputUtilities.GetValueAsync((Output<string>)outputs["id"]!));
    }

    [Fact]
    public async Task RunAsync_WithoutTheEngine_SaysSo()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Deployment.RunAsync(() => { }));
        Assert.Contains("Program run without the Pulumi engine available", failure.Message, StringComparison.Ordinal);
    }
}
