using Infra.Sdk.Tests.Mocks;
using Pulumi;

namespace Infra.Sdk.Tests;

/// <summary>What a stack's transformations see and may do.</summary>
public class TransformationTests
{
    [Fact]
    public async Task Transformation_OfTheStack_SeesEveryResourceWithItsParent()
    {
        var seen = new Dictionary<string, string?>();
        await RunAsync(args =>
        {
            seen[args.Resource.GetResourceName()] = args.Options.Parent?.GetResourceName();
            return null;
        });
        Assert.Equal(4, seen.Count);
        Assert.Null(seen["project-stack"]);
        Assert.Null(seen["group"]); // A top-level resource does not show the stack.
        Assert.Equal("group", seen["child"]);
        Assert.Null(seen["single"]);
    }

    [Fact]
    public async Task Transformation_Any_SeesArgsAndOptions()
    {
        ResourceTransformationArgs? single = null;
        await RunAsync(args =>
        {
            if (args.Resource is Thing && args.Resource.GetResourceName() == "single")
                single = args;
            return null;
        });
        var options = Assert.IsType<CustomResourceOptions>(single!.Value.Options);
        Assert.Equal(["text"], options.IgnoreChanges);
        Assert.True(await Output.IsSecretAsync(Assert.IsType<ThingArgs>(single.Value.Args).Text!.ToOutput()));
    }

    [Fact]
    public async Task Transformation_ReturningArgs_ReplacesThem()
    {
        var mocks = await RunAsync(args =>
            args.Resource is Thing ? new ResourceTransformationResult(new ThingArgs { Text = "changed" }, args.Options) : null
        );
        Assert.Equal("changed", mocks["single"].Inputs["text"]);
    }

    [Fact]
    public async Task Transformation_ChangingTheParent_IsRefused()
    {
        var failure = await Run.FailureAsync(() =>
            RunAsync(args =>
                args.Resource is Thing
                    ? new ResourceTransformationResult(args.Args, new CustomResourceOptions { Parent = new Group("other") })
                    : null
            )
        );
        Assert.Contains("change the 'parent'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResourceTransforms_UnderMocks_AreNotCalled()
    {
        var called = false;
        var options = new StackOptions
        {
            ResourceTransforms =
            {
                (_, _) =>
                {
                    called = true;
                    return Task.FromResult<ResourceTransformResult?>(null);
                },
            },
        };
        await Run.StackAsync(new RecordingMocks(), options, () => _ = new Thing("thing"));
        Assert.False(called);
    }

    private static async Task<RecordingMocks> RunAsync(ResourceTransformation transformation)
    {
        var mocks = new RecordingMocks();
        await Run.StackAsync(mocks, new StackOptions { ResourceTransformations = { transformation } }, () =>
        {
            _ = new Group("group", self => _ = new Thing("child", null, new() { Parent = self }));
            _ = new Thing("single", new ThingArgs { Text = Output.CreateSecret("s") }, new() { IgnoreChanges = { "text" } });
        });
        return mocks;
    }
}
