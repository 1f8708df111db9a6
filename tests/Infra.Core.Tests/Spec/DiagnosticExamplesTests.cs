using System.Text.RegularExpressions;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec.Access;
using Infra.Core.Tests.Topology;

namespace Infra.Core.Tests.Spec;

/// <summary>
/// docs/diagnostics.md ends with an example line for each code that one line leads to, taken from the mistakes in other tests: each is
/// compiled here and gives that code at that line. <c>INFRA_UPDATE_GOLDENS=1</c> rewrites the section. The examples before it, of more
/// than one line, are written by hand and followed by Infra.Cli.Tests, which also requires one for each code.
/// </summary>
public sealed partial class DiagnosticExamplesTests
{
    private const string Heading = "## Examples of one line";
    private const int Longest = 100;

    private const string Introduction = """
        A line that leads to the code in an otherwise correct file, with any key that it needs. Those of the lock file (`INF05xx`) are
        lines of a lock file.

        """;

    private static readonly string Crowded = string.Join(", ", Enumerable.Range(0, 60).Select(i => $"10.{100 + (2 * i)}.0.0/16"));

    [Fact]
    public void Page_ShowsALineForEachCodeThatALineCauses()
    {
        var page = Repository.Read("docs", "diagnostics.md");
        var end = page.IndexOf($"\n{Heading}\n", StringComparison.Ordinal);
        var before = end < 0 ? page.TrimEnd() : page[..end].TrimEnd();
        var inContext = ByHand().Matches(before).Select(code => code.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var lines = Lines().Where(example => !inContext.Contains(example.Key)).Select(example => $"    {example.Key}  {example.Value}");

        Golden.Check($"{before}\n\n{Heading}\n\n{Introduction}\n{string.Join('\n', lines)}\n", "docs", "diagnostics.md");
    }

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
        foreach (var row in StackMistakes.Errors.Concat(TextMistakes.Errors).Concat(AccessMistakes.Errors))
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

    [GeneratedRegex("^    (INF[0-9]{4})  ", RegexOptions.Multiline)]
    private static partial Regex ByHand();
}
