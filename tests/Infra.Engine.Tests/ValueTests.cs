using System.Text.Json.Nodes;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData("tags", "tags/Name", true)]
    [InlineData("tags.Name", "tags/Name", true)]
    [InlineData("tags.Name", "tags", false)]
    [InlineData("tags[\"a.b\"]", "tags/a.b", true)]
    [InlineData("rules[*].port", "rules/3/port", true)]
    [InlineData("rules[0].port", "rules/3/port", false)]
    [InlineData("*", "anything/below", true)]
    public void PropertyPath_Covers_ItselfAndBelow(string path, string place, bool covers) =>
        Assert.Equal(covers, PropertyPath.Parse(path).Covers([.. place.Split('/')]));

    [Theory]
    [InlineData("""{"a": 1}""", """{"a": 1}""", "")]
    [InlineData("""{"a": 1}""", """{"a": 2}""", "a")]
    [InlineData("""{"a": {"b": 1, "c.d": 1}}""", """{"a": {"b": 2, "c.d": 2}}""", "a.b a[\"c.d\"]")]
    [InlineData("""{"a": [1, 2]}""", """{"a": [1, 3, 4]}""", "a[1] a[2]")]
    [InlineData("""{"a": [1]}""", """{"a": {"b": 1}}""", "a")]
    [InlineData("""{"a": 1}""", """{}""", "a")]
    public void ValueDiff_TwoMaps_NamesThePlaces(string before, string after, string paths)
    {
        using var scratch = new Scratch();
        var found = ValueDiff.Compare((Value.Map)scratch.Read(before), (Value.Map)scratch.Read(after));

        Assert.Equal(paths, string.Join(' ', found.Select(d => d.Path)));
    }

    [Fact]
    public void ValueJson_MapThatLooksLikeASecret_ComesBackAsItself()
    {
        using var scratch = new Scratch();
        var value = Value.MapOf([KeyValuePair.Create("$secret", (Value)new Value.Text("v1:forged"))]);

        Assert.Equal(value, scratch.Read(ValueJson.Write(value, scratch.Box).ToJsonString()));
    }

    [Fact]
    public void ValueJson_Secret_ComesBackSecretAndIsNotInClear()
    {
        using var scratch = new Scratch();
        var value = new Value.Secret(new Value.List([new Value.Text("hunter2hunter2"), new Value.Number(2.5)]));
        var text = ValueJson.Write(value, scratch.Box).ToJsonString();

        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.Equal(value, scratch.Read(text));
    }

    private sealed class Scratch : IDisposable
    {
        private readonly string directory = Directory.CreateTempSubdirectory("infra-value-").FullName;

        public Scratch() => Box = new SecretBox(Path.Combine(directory, "key"), "toy/test");

        public SecretBox Box { get; }

        public Value Read(string json) => ValueJson.Read(JsonNode.Parse(json), Box);

        public void Dispose() => Directory.Delete(directory, recursive: true);
    }
}
