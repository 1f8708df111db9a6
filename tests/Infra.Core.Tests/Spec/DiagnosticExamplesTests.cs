using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Topology;

namespace Infra.Core.Tests.Spec;

/// <summary>
/// docs/diagnostics.md ends with an example line for each code, taken from the mistakes in other tests: each is compiled here and gives
/// that code at that line. <c>INFRA_UPDATE_GOLDENS=1</c> rewrites the section.
/// </summary>
public sealed class DiagnosticExamplesTests
{
    private const string Heading = "## Examples";
    private const int Longest = 100;

    private const string Introduction = """
        A line that leads to each code. Those of the lock file (`INF05xx`) are lines of a lock file; what depends on the whole
        stack file, on what ran before, on the account or on the command line has none here.

        """;

    private static readonly string Crowded = string.Join(", ", Enumerable.Range(0, 60).Select(i => $"10.{100 + (2 * i)}.0.0/16"));

    [Fact]
    public void Page_ShowsALineForEachCodeThatALineCauses()
    {
        var page = Repository.Read("docs", "diagnostics.md");
        var end = page.IndexOf($"\n{Heading}\n", StringComparison.Ordinal);
        var before = end < 0 ? page.TrimEnd() : page[..end].TrimEnd();
        var lines = Lines().Select(example => $"    {example.Key}  {example.Value}");

        Golden.Check($"{before}\n\n{Heading}\n\n{Introduction}\n{string.Join('\n', lines)}\n", "docs", "diagnostics.md");
    }

    /// <summary>Codes that no single line of a stack file or lock file causes, and what does.</summary>
    [Fact]
    public void Codes_WithoutAnExample_AreThese() =>
        Assert.Equal(Without.Order(StringComparer.Ordinal), AllCodes.All.Except(Lines().Keys).Order(StringComparer.Ordinal));

    private static string[] Without =>
        [
            // The configuration, files as such, or two stacks.
            "INF0005",
            "INF0006",
            "INF0008",
            "INF0213",
            // Who may reach what: several lines together.
            "INF0309",
            "INF0312",
            "INF0314",
            "INF0315",
            "INF0317",
            "INF0318",
            "INF0319",
            "INF0323",
            // A lock file that does not match its stack file, a request to change it, or writing it.
            "INF0502",
            "INF0503",
            "INF0505",
            "INF0506",
            "INF0507",
            "INF0508",
            "INF0510",
            "INF0511",
            "INF0512",
            "INF0513",
            "INF0514",
            "INF0515",
            "INF0516",
            "INF0517",
            "INF0518",
            "INF0519",
            "INF0520",
            "INF0521",
            "INF0522",
            "INF0523",
            "INF0524",
            "INF0525",
            "INF0528",
            "INF0529",
            "INF0530",
            // The total size.
            "INF0601",
            "INF0703",
            "INF0704",
            "INF0711",
            "INF0712",
            "INF0713",
            "INF0721",
            "INF0722",
            // Accounts, regions and egress.
            "INF1101",
            "INF1102",
            "INF1103",
            "INF1104",
            "INF1111",
            "INF1201",
            "INF1202",
            "INF1204",
            "INF1205",
            // The command line.
            "INF1431",
            "INF1432",
            "INF1433",
            "INF1434",
            "INF1435",
            "INF1436",
            "INF1437",
            "INF1438",
            "INF1439",
        ];

    private static SortedDictionary<string, string> Lines()
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (text, locked) in Texts())
        {
            var source = new StackSource(text, StackText.File);
            foreach (
                var found in DeploymentCompiler.Compile(source, new LockSource(locked, StackText.LockFile, LockMode.Extend)).Diagnostics
            )
            {
                var file = found.Where.File == StackText.LockFile ? locked : text;
                if (file is not null && found.Where.Line > 0 && LineOf(file, found.Where.Line) is { Length: > 0 } line)
                {
                    lines.TryAdd(found.Code, line);
                }
            }
        }

        return lines;
    }

    // Invisible characters are shown as escapes.
    private static string LineOf(string text, int number)
    {
        var line = Shown.OneLine(text.Split('\n').ElementAtOrDefault(number - 1)?.Trim() ?? "");
        return line.Length > Longest ? $"{line[..Longest]} …" : line;
    }

    private static IEnumerable<(string Text, string? Lock)> Texts()
    {
        foreach (var row in StackMistakes.Errors.Concat(TextMistakes.Errors))
        {
            yield return (Broken(StackText.Good, row), null);
        }

        foreach (
            var (cloud, region, rows) in new[]
            {
                ("aws", "eu-west-1", CloudMistakes.OnAws),
                ("azure", "westeurope", CloudMistakes.OnAzure),
                ("gcp", "europe-west1", CloudMistakes.OnGcp),
            }
        )
        {
            foreach (var row in rows)
            {
                yield return (Broken(StackText.On(cloud, region), row), null);
            }
        }

        foreach (var row in SectionRemedyTests.Chosen.Cast<object?[]>())
        {
            yield return ((string)row[1]!, null);
        }

        foreach (var row in SectionRemedyTests.Texts.Cast<object?[]>())
        {
            yield return ((string)row[0]!, null);
        }

        var aws = StackText.On("aws", "eu-west-1");
        var crowded = StackText.Replace(aws, "10.7.0.0/16", Crowded);
        yield return (crowded, null);
        yield return (StackText.Replace(crowded, "zones: 3", "zones: 3\n    networkAcls: true"), null);
        yield return (StackText.Replace(aws, "\n    managementRoutes: [20.51.0.0/16]", ""), null);
        yield return (StackText.With("[198.51.100.0/28]", "[\"2001:db8:1::/64\"]"), null);
        var good = StackText.Plan(StackText.Good).LockText;
        foreach (var row in LockDiagnosticTests.Errors)
        {
            yield return (StackText.Good, Broken(good, row));
        }
    }

    private static string Broken(string good, object?[] row) =>
        StackText.Replace(good, (string)row[0]!, (string)row[1]!).Replace("§", "", StringComparison.Ordinal);
}
