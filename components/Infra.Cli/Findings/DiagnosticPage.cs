using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Cli.Findings;

/// <summary>The entry for a code in docs/diagnostics.md, which is embedded in the program.</summary>
/// <param name="Section">The heading above it.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Example">The lines of a file, edits and commands that lead to it; empty if nothing can be shown.</param>
internal sealed partial record DiagnosticPage(string Code, string Section, string Meaning, string Remedy, ImmutableArray<string> Example)
{
    // Below the code, two spaces after it.
    private const string Continuation = "             ";

    private static readonly Lazy<ImmutableSortedDictionary<string, DiagnosticPage>> Read = new(() =>
    {
        using var page = typeof(DiagnosticPage).Assembly.GetManifestResourceStream("diagnostics.md")
            ?? throw new InvalidOperationException("The program was built without docs/diagnostics.md.");
        using var reader = new StreamReader(page);
        return Parse(reader.ReadToEnd());
    });

    /// <summary>By code.</summary>
    internal static ImmutableSortedDictionary<string, DiagnosticPage> All => Read.Value;

    /// <summary>The full code; accepts lower case, and the number without its letters.</summary>
    internal static string CodeOf(string written) =>
        written.Length is > 0 and <= 4 && written.All(char.IsAsciiDigit) ? $"INF{written.PadLeft(4, '0')}" : written.ToUpperInvariant();

    internal static ImmutableSortedDictionary<string, DiagnosticPage> Parse(string text)
    {
        var section = "";
        var examples = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var current = new List<string>();
        var pages = ImmutableSortedDictionary.CreateBuilder<string, DiagnosticPage>(StringComparer.Ordinal);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }
            else if (Row().Match(line) is { Success: true } row)
            {
                pages.Add(
                    row.Groups[1].Value,
                    new DiagnosticPage(row.Groups[1].Value, section, Plain(row.Groups[2].Value), Plain(row.Groups[3].Value), [])
                );
            }
            else if (ExampleOf().Match(line) is { Success: true } example)
            {
                current = examples[example.Groups[1].Value] = [example.Groups[2].Value];
            }
            else if (line.StartsWith(Continuation, StringComparison.Ordinal) && current.Count > 0)
            {
                current.Add(line[Continuation.Length..]);
            }
            else
            {
                current = [];
            }
        }

        foreach (var (code, lines) in examples)
        {
            pages[code] = pages[code] with { Example = [.. lines] };
        }

        return pages.ToImmutable();
    }

    // Replaces links by their targets, and code spans by quoted text.
    private static string Plain(string markdown) =>
        Link().Replace(markdown, link => $"docs/{link.Groups[2].Value}").Replace("`", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"^\| ([A-Z]{3}[0-9]{4}) \| ([^|]+) \| ([^|]+) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^    ([A-Z]{3}[0-9]{4})  (\S.*)$")]
    private static partial Regex ExampleOf();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();
}
