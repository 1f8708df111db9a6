using System.Text.RegularExpressions;

namespace Infra.Sdk.Tests.Contracts;

/// <summary>What the generator rejects, and its output for small contracts.</summary>
public class GeneratorTests
{
    [Fact]
    public void Property_WithItsClassesName_IsRefused()
    {
        var made = Generated.From(Generated.Contract("""{ "thing": { "type": "string" } }"""));
        var problem = Assert.Single(made.Diagnostics);
        Assert.Equal("CONTRACT001", problem.Id);
        Assert.Contains("Pulumi.Sample.Thing has a property 'thing'", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("csharpNames", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(made.Files);
    }

    [Fact]
    public void Property_WithItsClassesNameAndAnEntry_GetsTheOtherName()
    {
        var made = Generated.From(
            Generated.Contract("""{ "thing": { "type": "string", "language": { "csharp": { "name": "Other" } } } }""")
        );
        Assert.Empty(made.Diagnostics);
        Assert.Contains(
            "[Output(\"thing\")]\n    public global::Pulumi.Output<string?> Other { get; private set; }",
            made.Files["Pulumi.Sample.Thing.g.cs"],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("", "ends too early")]
    [InlineData("{", "ends too early")]
    [InlineData("""{"name": "x" "version": "1"}""", "unexpected '\"' at character 13")]
    [InlineData("""{"name": nope}""", "unexpected 'n' at character 9")]
    [InlineData("""{"name": "x"} 1""", "unexpected '1' at character 14")]
    [InlineData("""{"name": "\q"}""", "unexpected 'q' at character 11")]
    [InlineData("{}", "$ has no 'types'")]
    [InlineData("""{"types": []}""", "$.types is not an object")]
    public void Contract_Malformed_IsRefusedWithThePlace(string contract, string message)
    {
        var problem = Assert.Single(Generated.From(contract).Diagnostics);
        Assert.Equal("CONTRACT002", problem.Id);
        Assert.Equal($"sample.json: {message}", problem.GetMessage());
    }

    [Fact]
    public void Type_NotThere_IsRefused()
    {
        var made = Generated.From(Generated.Contract("""{ "part": { "$ref": "#/types/sample:index:Part" } }"""));
        Assert.Equal("sample.json: type 'sample:index:Part' is referred to, but not there", Assert.Single(made.Diagnostics).GetMessage());
    }

    [Theory, MemberData(nameof(ContractFiles.Contracts), MemberType = typeof(ContractFiles))]
    public void Output_OfTheSameContract_IsTheSame(string contract)
    {
        var text = ContractFiles.Text($"standin/contracts/{contract}.json");
        var (first, second) = (Generated.From(text), Generated.From(text));
        Assert.Empty(first.Diagnostics);
        Assert.NotEmpty(first.Files);
        Assert.Equal(first.Files, second.Files);
    }

    [Theory]
    [InlineData("""{ "type": "string" }""", "global::Pulumi.Input<string>?")]
    [InlineData("""{ "type": "integer" }""", "global::Pulumi.Input<int>?")]
    [InlineData("""{ "type": "number" }""", "global::Pulumi.Input<double>?")]
    [InlineData("""{ "$ref": "pulumi.json#/Any" }""", "global::Pulumi.Input<object>?")]
    [InlineData("""{ "$ref": "pulumi.json#/Asset" }""", "global::Pulumi.Input<global::Pulumi.AssetOrArchive>?")]
    [InlineData("""{ "type": "array", "items": { "type": "boolean" } }""", "global::Pulumi.InputList<bool>")]
    [InlineData("""{ "type": "object", "additionalProperties": { "type": "string" } }""", "global::Pulumi.InputMap<string>")]
    [InlineData("""{ "oneOf": [{ "type": "string" }, { "type": "integer" }] }""", "global::Pulumi.InputUnion<string, int>?")]
    [InlineData("""{ "oneOf": [{ "type": "string" }, { "type": "integer" }, { "type": "boolean" }] }""", "global::Pulumi.Input<object>?")]
    public void Input_OfEachType_HasTheRealPackagesType(string type, string expected)
    {
        var made = Generated.From(Generated.Contract("{}", inputs: $$"""{ "value": {{type}} }"""));
        Assert.Matches($@"public {Regex.Escape(expected)} Value(\n| {{)", made.Files["Pulumi.Sample.ThingArgs.g.cs"]);
    }
}
