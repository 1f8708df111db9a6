using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Sdk.Tests;

public class InputTests
{
    [Fact]
    public async Task InputList_Initializers_Join()
    {
        var list = new InputList<string> { "a", { "b", "c" }, Output.Create("d") };
        list.AddRange(new[] { "e" });
        Assert.Equal<string>(["a", "b", "c", "d", "e"], await ValueAsync(list));
        Assert.Equal<string>(["a", "b", "c", "d", "e", "f"], await ValueAsync(list.Concat("f")));
    }

    [Fact]
    public async Task InputList_Conversions_AllWork()
    {
        InputList<int>[] lists =
        [
            1,
            Output.Create(1),
            (Input<int>)1,
            new[] { 1 },
            new[] { Output.Create(1) },
            new Input<int>[] { 1 },
            new List<int> { 1 },
            new List<Output<int>> { Output.Create(1) },
            new List<Input<int>> { 1 },
            ImmutableArray.Create(1),
            ImmutableArray.Create(Output.Create(1)),
            ImmutableArray.Create<Input<int>>(1),
            Output.Create(new[] { 1 }),
            Output.Create(new List<int> { 1 }),
            Output.Create(ImmutableArray.Create(1)),
        ];
        foreach (var list in lists)
            Assert.Equal<int>([1], await ValueAsync(list));
    }

    [Fact]
    public async Task InputList_Enumerated_GivesTheItems()
    {
        var items = new List<string>();
        await foreach (var item in new InputList<string> { "a", "b" })
            items.Add(await OutputUtilities.GetValueAsync(item.ToOutput()));
        Assert.Equal(["a", "b"], items);
    }

    [Fact]
    public void InputList_EnumeratedSynchronously_IsRefused() =>
        Assert.Throws<NotSupportedException>(() => ((System.Collections.IEnumerable)new InputList<string>()).GetEnumerator());

    [Fact]
    public async Task InputMap_Initializers_Join()
    {
        var map = new InputMap<string> { ["a"] = "1", ["b"] = Output.Create("2") };
        map.Add("c", "3");
        var merged = InputMap<string>.Merge(map, new Dictionary<string, string> { ["a"] = "9" });
        Assert.Equal("123", string.Concat((await ValueAsync(map)).OrderBy(item => item.Key).Select(item => item.Value)));
        Assert.Equal("9", (await ValueAsync(merged))["a"]);
    }

    [Fact]
    public async Task InputMap_SameKeyDifferentValue_Fails()
    {
        var map = new InputMap<string> { ["a"] = "1" };
        map.Add("a", "2");
        await Assert.ThrowsAsync<ArgumentException>(() => ValueAsync(map));
    }

    [Fact]
    public async Task InputUnion_EitherType_KeepsWhich()
    {
        InputUnion<string, int> text = "t",
            number = Output.Create(1);
        Assert.True((await ValueAsync(text)).IsT0);
        Assert.Equal(1, (await ValueAsync(number)).AsT1);
    }

    /// <summary>A compile trap: <c>Triggers = { "a", 2 }</c> is ambiguous; an array of inputs is not.</summary>
    [Fact]
    public async Task ListOfObjects_FromInputs_KeepsTheirTypes()
    {
        InputList<object> triggers = new Input<object>[] { "a", 2 };
        Assert.Equal<object>(["a", 2], await ValueAsync(triggers));
    }

    private static Task<T> ValueAsync<T>(Input<T> input) => OutputUtilities.GetValueAsync(input.ToOutput());
}
