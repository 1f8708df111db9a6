using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Tests.Spec;

/// <summary>The operators' own tags, by each cloud's rules.</summary>
public sealed class TagsTests
{
    /// <summary>Cloud, tags and code; null if they are accepted.</summary>
    public static TheoryData<string, string, string?> Rows { get; } =
        new()
        {
            { "aws", "{ costCenter: \"4711\", \"team/data\": \"a b_.:/=+-@\", empty: \"\" }", null },
            { "aws", "{ name: lower case is another key }", DiagnosticCodes.TagTaken },
            { "aws", "{ Name: mine }", DiagnosticCodes.TagTaken },
            { "aws", "{ Project: mine }", DiagnosticCodes.TagTaken },
            { "aws", "{ \"aws:autoscaling\": x }", DiagnosticCodes.TagTaken },
            { "aws", "{ \"AWS:x\": x }", DiagnosticCodes.TagTaken },
            { "aws", "{ \"cost#center\": x }", DiagnosticCodes.BadTag },
            { "aws", "{ \" cost\": x }", DiagnosticCodes.BadTag },
            { "aws", "{ \"\": x }", DiagnosticCodes.BadTag },
            { "aws", "{ owner: \"a;b\" }", DiagnosticCodes.BadTag },
            { "aws", "{ owner: \"a\\nb\" }", DiagnosticCodes.BadTag },
            { "aws", "{ costCenter: 4711 }", DiagnosticCodes.WrongType },
            { "aws", "{ costCenter: }", DiagnosticCodes.EmptyValue },
            { "aws", "[costCenter]", DiagnosticCodes.WrongType },
            { "azure", "{ \"cost center\": \"4711; 4712\", Owner: \"data team\" }", null },
            { "azure", "{ \"cost/center\": x }", DiagnosticCodes.BadTag },
            { "azure", "{ \"cost%center\": x }", DiagnosticCodes.BadTag },
            { "azure", "{ azureThing: x }", DiagnosticCodes.TagTaken },
            { "azure", "{ Microsoft.x: x }", DiagnosticCodes.TagTaken },
            { "azure", "{ windowsx: x }", DiagnosticCodes.TagTaken },
            { "azure", "{ owner: x, Owner: y }", DiagnosticCodes.TagTaken },
            { "azure", "{ NODE: x }", DiagnosticCodes.TagTaken },
            { "gcp", "{ cost-center: \"4711\", team_data: a-b_c, empty: \"\" }", null },
            { "gcp", "{ costCenter: x }", DiagnosticCodes.BadTag },
            { "gcp", "{ 1st: x }", DiagnosticCodes.BadTag },
            { "gcp", "{ owner: Data }", DiagnosticCodes.BadTag },
            { "gcp", "{ owner: \"data team\" }", DiagnosticCodes.BadTag },
            { "gcp", "{ goog-x: x }", DiagnosticCodes.TagTaken },
            { "gcp", "{ service: x }", DiagnosticCodes.TagTaken },
            { "local", "{ owner: x }", DiagnosticCodes.NotOnThisCloud },
        };

    /// <summary>The whole text of each row that is wrong.</summary>
    internal static IEnumerable<string> Texts =>
        Rows.Cast<object?[]>().Where(row => row[2] is not null).Select(row => Text((string)row[0]!, (string)row[1]!));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Tags_AsWritten_AreTakenOrReported(string cloud, string tags, string? code)
    {
        var outcome = StackText.Compile(Text(cloud, tags));

        Assert.Equal(code ?? "", string.Join(' ', outcome.Diagnostics.Select(found => found.Code)));
        Assert.All(outcome.Diagnostics, found => Assert.StartsWith("tags", found.Where.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("aws", 44, 128, 256)]
    [InlineData("azure", 45, 512, 256)]
    [InlineData("gcp", 58, 63, 63)]
    public void Tags_TogetherWithOurs_FitTheCloud(string cloud, int most, int key, int value)
    {
        Assert.Empty(StackText.Compile(Text(cloud, Many(most))).Diagnostics);
        var found = Assert.Single(StackText.Compile(Text(cloud, Many(most + 1))).Diagnostics);
        Assert.Equal((DiagnosticCodes.TooManyTags, "tags"), (found.Code, found.Where.Path));
        Assert.Contains($"Keep {most} at most", found.Remedy, StringComparison.Ordinal);

        Assert.Empty(StackText.Compile(Text(cloud, $"{{ {new string('k', key)}: {new string('v', value)} }}")).Diagnostics);
        Assert.Equal(
            [DiagnosticCodes.BadTag, DiagnosticCodes.BadTag],
            StackText
                .Compile(Text(cloud, $"{{ {new string('k', key + 1)}: {new string('v', value + 1)} }}"))
                .Diagnostics.Select(bad => bad.Code)
        );

        static string Many(int count) => $"{{ {string.Join(", ", Enumerable.Range(0, count).Select(i => $"k{i}: v"))} }}";
    }

    [Fact]
    public void Tags_OnAResource_AreBesideOursInWhateverOrderTheyWereWritten()
    {
        var one = StackText.Plan(Text("gcp", "{ b: x, a: y }")).Spec;
        var other = StackText.Plan(Text("gcp", "{ a: y, b: x }")).Spec;

        Assert.Equal(
            "a=y, b=x, deployment=standard, node=orders-db-1, project=demo, service=orders-db, stack=test",
            string.Join(", ", CloudTags.Of(one, "test", "orders-db", "orders-db-1").Select(tag => $"{tag.Key}={tag.Value}"))
        );
        Assert.Equal(CloudTags.Of(one, "test"), CloudTags.Of(other, "test"));
        Assert.DoesNotContain("a", CloudTags.OfPart(CloudKind.Aws, "orders-db").Keys);
    }

    private static string Text(string cloud, string tags) =>
        cloud == "local"
            ? StackText.With("    zones: 3\n", $"    zones: 3\n    tags: {tags}\n")
            : StackText.Replace(
                StackText.On(
                    cloud,
                    cloud switch
                    {
                        "azure" => "westeurope",
                        "gcp" => "europe-west1",
                        _ => "eu-west-1",
                    }
                ),
                "    zones: 3\n",
                $"    zones: 3\n    tags: {tags}\n"
            );
}
