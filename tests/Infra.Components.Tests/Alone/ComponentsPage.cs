using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Alone;

/// <summary>Parses docs/components.md: each component's row, and the programs.</summary>
internal static partial class ComponentsPage
{
    private static readonly Lazy<string> Text = new(() => File.ReadAllText(Path.Combine(StackRun.Repository, "docs", "components.md")));

    /// <summary>A component's full name to its row.</summary>
    internal static ImmutableDictionary<string, Row> Rows { get; } = ReadRows();

    /// <summary>The blocks of C#, without their fences.</summary>
    internal static IEnumerable<string> Programs => Program().Matches(Text.Value).Select(found => found.Groups[1].Value);

    private static ImmutableDictionary<string, Row> ReadRows()
    {
        var rows = ImmutableDictionary.CreateBuilder<string, Row>(StringComparer.Ordinal);
        var room = "";
        foreach (var line in Text.Value.Split('\n'))
        {
            if (Room().Match(line) is { Success: true } heading)
                room = heading.Groups[1].Value;
            else if (
                line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|') is [_, var component, var args, var own, var state, _]
            )
                rows.Add(
                    $"{room}.{Words(component)[0]}",
                    new Row(
                        Words(args),
                        [.. Bold().Matches(args).Select(found => found.Groups[1].Value)],
                        Words(own),
                        Words(state),
                        [.. Italic().Matches(state).Select(found => found.Groups[1].Value)]
                    )
                );
        }

        return rows.ToImmutable();
    }

    private static ImmutableArray<string> Words(string cell) => [.. Word().Matches(cell).Select(found => found.Groups[1].Value)];

    [GeneratedRegex("^### .* `(Infra[.][A-Za-z.]+)`")]
    private static partial Regex Room();

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Word();

    [GeneratedRegex("[*][*]`([A-Za-z]+)`[*][*]")]
    private static partial Regex Bold();

    [GeneratedRegex("[*]`([A-Za-z]+)`[*]")]
    private static partial Regex Italic();

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Program();

    /// <summary>One component's row.</summary>
    /// <param name="Required">The required arguments.</param>
    /// <param name="Own">The component's public members.</param>
    /// <param name="State">Its registered outputs.</param>
    /// <param name="Sometimes">The outputs that are not always present.</param>
    internal sealed record Row(
        ImmutableArray<string> Args,
        ImmutableArray<string> Required,
        ImmutableArray<string> Own,
        ImmutableArray<string> State,
        ImmutableArray<string> Sometimes
    );
}
