using System.Collections.Immutable;
using Infra.Sdk.Tests.Mocks;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Sdk.Tests;

/// <summary>What a mock sees of a resource's args: facts observed on the real SDK, one test each.</summary>
public class MockInputsTests
{
    [Fact]
    public async Task Numbers_Any_AreDouble()
    {
        var inputs = await InputsAsync(new ThingArgs { Count = 3, Ratio = 0.5 });
        Assert.Equal(3.0, Assert.IsType<double>(inputs["count"]));
        Assert.Equal(0.5, Assert.IsType<double>(inputs["ratio"]));
    }

    [Fact]
    public async Task ListsAndMaps_Any_AreImmutable()
    {
        var inputs = await InputsAsync(
            new ThingArgs
            {
                Items = { "a", "b" },
                Tags = { ["k"] = "v" },
                Nested = new NestedArgs { Name = "n", Size = 1 },
            }
        );
        Assert.Equal<object>(["a", "b"], Assert.IsType<ImmutableArray<object>>(inputs["items"]));
        Assert.Equal("v", Assert.IsType<ImmutableDictionary<string, object>>(inputs["tags"])["k"]);
        Assert.Equal(1.0, Assert.IsType<ImmutableDictionary<string, object>>(inputs["nested"])["size"]);
    }

    [Fact]
    public async Task UnsetAndNull_Any_AreOmitted()
    {
        var inputs = await InputsAsync(new ThingArgs { Text = Output.Create((string)null!) });
        Assert.Empty(inputs);
    }

    [Fact]
    public async Task Unknown_Anywhere_OmitsTheWholeTopLevelProperty()
    {
        var unknown = OutputUtilities.CreateUnknown("x");
        var inputs = await InputsAsync(
            new ThingArgs
            {
                Text = unknown,
                Items = { "known", unknown },
                Tags = { ["known"] = "v", ["not"] = unknown },
                Nested = new NestedArgs { Name = unknown, Size = 1 },
                Count = 1,
            }
        );
        Assert.Equal(["count"], inputs.Keys);
    }

    [Fact]
    public async Task Secret_InInputs_LosesItsMark()
    {
        var inputs = await InputsAsync(new ThingArgs { Text = Output.CreateSecret("s"), Items = { Output.CreateSecret("t") } });
        Assert.Equal("s", inputs["text"]);
        Assert.Equal<object>(["t"], Assert.IsType<ImmutableArray<object>>(inputs["items"]));
    }

    [Fact]
    public async Task EmptyList_WhenTheArgsPropertyWasRead_Appears()
    {
        var args = new ThingArgs();
        _ = args.Items;
        _ = args.Tags;
        var inputs = await InputsAsync(args);
        Assert.Equal(["items", "tags"], inputs.Keys.Order());
        Assert.Empty(Assert.IsType<ImmutableArray<object>>(inputs["items"]));
    }

    [Fact]
    public async Task EnumAndUnion_Any_AreTheirValues()
    {
        var inputs = await InputsAsync(new ThingArgs { Mode = Mode.Fast, Either = 7 });
        Assert.Equal("fast", inputs["mode"]);
        Assert.Equal(7.0, inputs["either"]);
    }

    [Fact]
    public async Task Asset_Any_StaysAnAsset()
    {
        var inputs = await InputsAsync(new ThingArgs { Source = new StringAsset("text") });
        Assert.IsType<StringAsset>(inputs["source"]);
    }

    [Fact]
    public async Task JsonProperty_Object_IsText()
    {
        var inputs = await InputsAsync(
            new ThingArgs
            {
                Document = new NestedArgs { Name = "n", Size = 2 },
            }
        );
        Assert.Equal("""{ "name": "n", "size": 2 }""", inputs["document"]);
    }

    [Fact]
    public async Task ProviderProperties_AreJsonText()
    {
        var mocks = new RecordingMocks();
        await Run.UpAsync(mocks, () => _ = new TestProvider("p", new TestProviderArgs { Tags = { ["k"] = "v" }, Retries = 3 }));
        Assert.Equal("""{ "k": "v" }""", mocks["p"].Inputs["tags"]);
        Assert.Equal("3", mocks["p"].Inputs["retries"]);
    }

    [Fact]
    public async Task RequiredInput_Unset_FailsWithItsName()
    {
        var failure = await Run.FailureAsync(() => InputsAsync(new ThingArgs { Nested = new NestedArgs() }));
        Assert.Contains("Name is required but was not given a value", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MockArgs_Any_GiveTypeNameProviderAndId()
    {
        var mocks = new RecordingMocks();
        await Run.UpAsync(mocks, () =>
        {
            _ = new Thing("new");
            _ = new Thing("imported", null, new CustomResourceOptions { ImportId = "i-1" });
            _ = new Thing("read", null, new CustomResourceOptions { Id = "i-2" });
        });
        Assert.Equal(("test:index:Thing", "", ""), (mocks["new"].Type, mocks["new"].Provider, mocks["new"].Id));
        Assert.Equal("i-1", mocks["imported"].Id);
        Assert.Equal("i-2", mocks["read"].Id);
    }

    private static async Task<ImmutableDictionary<string, object>> InputsAsync(ThingArgs args)
    {
        var mocks = new RecordingMocks();
        await Run.UpAsync(mocks, () => _ = new Thing("thing", args));
        return mocks["thing"].Inputs;
    }
}
