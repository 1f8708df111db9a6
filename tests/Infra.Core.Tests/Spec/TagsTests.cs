using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Tests.Spec;

/// <summary>Tags of the operators' own, by each cloud's rules.</summary>
public sealed class TagsTests
{
    [Theory]
    [InlineData("aws", "{ costCenter: \"4711\", \"team/data\": \"a b_.:/=+-@\", empty: \"\" }", null)]
    [InlineData("aws", "{ name: lower case is another key }", DiagnosticCodes.TagTaken)]
    [InlineData("aws", "{ Name: mine }", DiagnosticCodes.TagTaken)]
    [InlineData("aws", "{ Project: mine }", DiagnosticCodes.TagTaken)]
    [InlineData("aws", "{ \"aws:autoscaling\": x }", DiagnosticCodes.TagTaken)]
    [InlineData("aws", "{ \"AWS:x\": x }", DiagnosticCodes.TagTaken)]
    [InlineData("aws", "{ \"cost#center\": x }", DiagnosticCodes.BadTag)]
    [InlineData("aws", "{ \" cost\": x }", DiagnosticCodes.BadTag)]
    [InlineData("aws", "{ \"\": x }", DiagnosticCodes.BadTag)]
    [InlineData("aws", "{ owner: \"a;b\" }", DiagnosticCodes.BadTag)]
    [InlineData("aws", "{ owner: \"a\\nb\" }", DiagnosticCodes.BadTag)]
    [InlineData("aws", "{ costCenter: 4711 }", DiagnosticCodes.WrongType)]
    [InlineData("aws", "{ costCenter: }", DiagnosticCodes.EmptyValue)]
    [InlineData("aws", "[costCenter]", DiagnosticCodes.WrongType)]
    [InlineData("azure", "{ \"cost center\": \"4711; 4712\", Owner: \"data team\" }", null)]
    [InlineData("azure", "{ \"cost/center\": x }", DiagnosticCodes.BadTag)]
    [InlineData("azure", "{ \"cost%center\": x }", DiagnosticCodes.BadTag)]
    [InlineData("azure", "{ azureThing: x }", DiagnosticCodes.TagTaken)]
    [InlineData("azure", "{ Microsoft.x: x }", DiagnosticCodes.TagTaken)]
    [InlineData("azure", "{ windowsx: x }", DiagnosticCodes.TagTaken)]
    [InlineData("azure", "{ owner: x, Owner: y }", DiagnosticCodes.TagTaken)]
    [InlineData("azure", "{ NODE: x }", DiagnosticCodes.TagTaken)]
    [InlineData("gcp", "{ cost-center: \"4711\", team_data: a-b_c, empty: \"\" }", null)]
    [InlineData("gcp", "{ costCenter: x }", DiagnosticCodes.BadTag)]
    [InlineData("gcp", "{ 1st: x }", DiagnosticCodes.BadTag)]
    [InlineData("gcp", "{ owner: Data }", DiagnosticCodes.BadTag)]
    [InlineData("gcp", "{ owner: \"data team\" }", DiagnosticCodes.BadTag)]
    [InlineData("gcp", "{ goog-x: x }", DiagnosticCodes.TagTaken)]
    [InlineData("gcp", "{ service: x }", DiagnosticCodes.TagTaken)]
    [InlineData("local", "{ owner: x }", DiagnosticCodes.NotOnThisCloud)]
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
