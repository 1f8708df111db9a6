using System.Collections.Immutable;
using Infra.Sdk.Tests.Mocks;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Sdk.Tests;

/// <summary>How a mock's answer is used: facts observed on the real SDK, one test each.</summary>
public class MockOutputsTests
{
    private static readonly Dictionary<string, object> EveryKind = new()
    {
        ["text"] = "t",
        ["flag"] = true,
        ["count"] = 3,
        ["ratio"] = 0.5,
        ["items"] = new[] { "a", "b" },
        ["tags"] = new Dictionary<string, object> { ["k"] = "v" },
        ["nested"] = new Dictionary<string, object>
        {
            ["name"] = "n",
            ["size"] = 2,
            ["namespace"] = "s",
        },
        ["mode"] = "fast",
        ["either"] = 7,
        ["anything"] = new Dictionary<string, object> { ["deep"] = new object[] { 1, "x" } },
        ["document"] = new Dictionary<string, object> { ["a"] = 1 },
    };

    [Fact]
    public async Task State_EveryKind_BecomesTypedOutputs()
    {
        var thing = await ThingAsync(EveryKind);
        Assert.Equal("t", await OutputUtilities.GetValueAsync(thing.Text));
        Assert.True(await OutputUtilities.GetValueAsync(thing.Flag));
        Assert.Equal(3, await OutputUtilities.GetValueAsync(thing.Count));
        Assert.Equal(0.5, await OutputUtilities.GetValueAsync(thing.Ratio));
        Assert.Equal<string>(["a", "b"], await OutputUtilities.GetValueAsync(thing.Items));
        Assert.Equal("v", (await OutputUtilities.GetValueAsync(thing.Tags))!["k"]);
        var nested = (await OutputUtilities.GetValueAsync(thing.Nested))!;
        Assert.Equal(("n", 2, "s"), (nested.Name, nested.Size, nested.Namespace));
        Assert.Equal(Mode.Fast, await OutputUtilities.GetValueAsync(thing.Mode));
        Assert.Equal(7, (await OutputUtilities.GetValueAsync(thing.Either)).AsT1);
        Assert.Equal("thing-id", await OutputUtilities.GetValueAsync(thing.Id));
        Assert.Equal(1, (await OutputUtilities.GetValueAsync(thing.Document)).GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task State_ObjectOutput_IsPlainImmutableValues()
    {
        var thing = await ThingAsync(EveryKind);
        var map = Assert.IsType<ImmutableDictionary<string, object>>(await OutputUtilities.GetValueAsync(thing.Anything));
        Assert.Equal<object>([1.0, "x"], Assert.IsType<ImmutableArray<object>>(map["deep"]));
    }

    [Fact]
    public async Task State_WrongType_BecomesTheDefault()
    {
        var thing = await ThingAsync(new Dictionary<string, object> { ["text"] = 5, ["count"] = "five" });
        Assert.Null(await OutputUtilities.GetValueAsync(thing.Text));
        Assert.Equal(0, await OutputUtilities.GetValueAsync(thing.Count));
    }

    [Fact]
    public async Task State_AnonymousObject_Fails()
    {
        var failure = await Run.FailureAsync(() => ThingAsync(new { text = "t" }));
        Assert.Contains("is not a supported argument type", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_Secret_BecomesASecretOutput()
    {
        var thing = await ThingAsync(
            new Dictionary<string, object>
            {
                ["text"] = Output.CreateSecret("s"),
                ["items"] = new object[] { "a", Output.CreateSecret("b") },
                ["count"] = 1,
            }
        );
        Assert.True(await Output.IsSecretAsync(thing.Text));
        Assert.True(await Output.IsSecretAsync(thing.Items));
        Assert.False(await Output.IsSecretAsync(thing.Count));
        Assert.Equal("s", await OutputUtilities.GetValueAsync(thing.Text));
    }

    [Fact]
    public async Task State_Unknown_BecomesAnUnknownOutput()
    {
        var thing = await ThingAsync(new Dictionary<string, object> { ["text"] = OutputUtilities.CreateUnknown("x") });
        Assert.False(await OutputUtilities.GetIsKnownAsync(thing.Text));
    }

    [Fact]
    public async Task MissingOutput_UnderUp_IsNull()
    {
        var thing = await ThingAsync(new Dictionary<string, object>());
        Assert.True(await OutputUtilities.GetIsKnownAsync(thing.Text));
        Assert.Null(await OutputUtilities.GetValueAsync(thing.Text));
    }

    [Fact]
    public async Task MissingOutput_UnderPreview_IsUnknown()
    {
        Thing thing = null!;
        await Run.PreviewAsync(new RecordingMocks(), () => thing = new Thing("thing"));
        Assert.False(await OutputUtilities.GetIsKnownAsync(thing.Text));
        Assert.True(await OutputUtilities.GetIsKnownAsync(thing.Id));
    }

    [Fact]
    public async Task NullId_Any_LeavesTheIdUnknown()
    {
        Thing thing = null!;
        await Run.UpAsync(new RecordingMocks { Id = _ => null }, () => thing = new Thing("thing"));
        Assert.False(await OutputUtilities.GetIsKnownAsync(thing.Id));
    }

    [Fact]
    public async Task Output_OfAResource_DependsOnIt()
    {
        var thing = await ThingAsync(EveryKind);
        Assert.Same(thing, Assert.Single(await OutputUtilities.GetDependenciesAsync(thing.Text)));
    }

    [Fact]
    public async Task AdditionalSecretOutputs_UnderMocks_AreSeenByTransformationsOnly()
    {
        IReadOnlyList<string> seen = [];
        Thing thing = null!;
        await Run.UpAsync(new RecordingMocks { State = _ => EveryKind }, () => thing = new Thing(
                "thing",
                null,
                new()
                {
                    AdditionalSecretOutputs = { "text" },
                    ResourceTransformations =
                    {
                        args =>
                        {
                            seen = ((CustomResourceOptions)args.Options).AdditionalSecretOutputs;
                            return null;
                        },
                    },
                }
            ));
        Assert.Equal(["text"], seen);
        Assert.False(await Output.IsSecretAsync(thing.Text));
    }

    private static async Task<Thing> ThingAsync(object state)
    {
        Thing thing = null!;
        await Run.UpAsync(new RecordingMocks { State = _ => state }, () => thing = new Thing("thing"));
        return thing;
    }
}
