using System.Collections.Immutable;
using System.Text.Json;
using Infra.Core.Iam.Templates;
using YamlDotNet.RepresentationModel;

namespace Infra.Core.Tests.Iam;

/// <summary>Text in a document stays text, whatever it contains.</summary>
public sealed class TermWriterTests
{
    private static readonly ImmutableSortedDictionary<string, string> Names = ImmutableSortedDictionary.CreateRange([
        KeyValuePair.Create("account", "the.account"),
    ]);

    public static TheoryData<string> Hostile =>
        [
            "${AWS::AccountId}",
            "%{ if true }",
            "$${x}",
            "a\"b",
            "a'b",
            "a\\",
            "\\${x}",
            "a\nb: c",
            "a\r\nb",
            "a\tb",
            "\u0001",
            "\u2028",
            "yes",
            "012",
            "2012-10-17",
            "!Ref X",
            "&a *a",
            "- a",
            "# a",
            "{{resolve:ssm:x}}",
            "'''",
            "<<EOF",
            "é",
            "",
        ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Json_Text_IsReadBackAsItIs(string text)
    {
        using var json = JsonDocument.Parse(new JsonTerms(Names).Write(Term.Of((text, Term.Of(text))), 0));

        var entry = json.RootElement.EnumerateObject().Single();
        Assert.Equal((text, text), (entry.Name, entry.Value.GetString()));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Yaml_Text_IsReadBackAsItIs(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(new YamlTerms(Names).Write(Term.Of((text, Term.Of([text, text]))), 0)));

        var (key, value) = ((YamlMappingNode)stream.Documents.Single().RootNode).Children.Single();
        Assert.Equal(text, ((YamlScalarNode)key).Value);
        Assert.All((YamlSequenceNode)value, item => Assert.Equal(text, ((YamlScalarNode)item).Value));
    }

    [Theory]
    [InlineData("${x}", "\"$${x}\"")]
    [InlineData("%{x}", "\"%%{x}\"")]
    [InlineData("$x %y", "\"$x %y\"")]
    [InlineData("a\"b\\", "\"a\\\"b\\\\\"")]
    [InlineData("a\nb\r\t", "\"a\\nb\\r\\t\"")]
    [InlineData("\u0001\u2028", "\"\\u0001\\u2028\"")]
    public void Hcl_Text_IsQuoted(string text, string expected) => Assert.Equal(expected, new HclTerms(Names).Write(Term.Of(text), 0));

    [Theory]
    [InlineData("${x}", "'\\${x}'")]
    [InlineData("$x", "'$x'")]
    [InlineData("\\$x", "'\\\\$x'")]
    [InlineData("\\${x}", "'\\\\\\${x}'")]
    [InlineData("a'b\\", "'a\\'b\\\\'")]
    [InlineData("a\nb\r\t", "'a\\nb\\r\\t'")]
    [InlineData("\u0001", "'\\u{1}'")]
    public void Bicep_Text_IsQuoted(string text, string expected) => Assert.Equal(expected, new BicepTerms(Names).Write(Term.Of(text), 0));

    [Fact]
    public void Holes_InText_AreTheFormatsExpressions()
    {
        var text = Term.Join($"arn:{Term.Hole("account")}/{"${x}"}");

        Assert.Equal("\"arn:the.account/${x}\"", new JsonTerms(Names).Write(text, 0));
        Assert.Equal("!Sub \"arn:${the.account}/${!x}\"", new YamlTerms(Names).Write(text, 0));
        Assert.Equal("\"arn:${the.account}/$${x}\"", new HclTerms(Names).Write(text, 0));
        Assert.Equal("'arn:${the.account}/\\${x}'", new BicepTerms(Names).Write(text, 0));
    }

    [Fact]
    public void Holes_Alone_AreNoText()
    {
        var hole = Term.Hole("account");

        Assert.Equal("!Ref the.account", new YamlTerms(Names).Write(hole, 0));
        Assert.Equal("the.account", new HclTerms(Names).Write(hole, 0));
        Assert.Equal("the.account", new BicepTerms(Names).Write(hole, 0));
    }

    [Theory]
    [InlineData("$")]
    [InlineData("%")]
    public void Join_ADollarBeforeAHole_IsRefused(string sign) =>
        Assert.Throws<ArgumentException>(() => Term.Join($"{sign}{Term.Hole("account")}"));
}
