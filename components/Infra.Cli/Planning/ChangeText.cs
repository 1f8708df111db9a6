using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Output;
using Infra.Engine.Results;

namespace Infra.Cli.Planning;

/// <summary>Property changes as lines. Of a long text only the differences are shown; <c>--json</c> has all of it.</summary>
internal sealed class ChangeText
{
    private const int LongestValue = 160;
    private const int ContextCharacters = 24;

    // A bundle is the input of several consecutive resources, and a command has a create and an update: shown once.
    private readonly Dictionary<(string Before, string After), string> shown = [];

    /// <param name="resource">The changed resource.</param>
    /// <param name="created">Whether the resource is new: there is no "before" to show.</param>
    internal IEnumerable<Piece> Lines(string resource, PropertyChange change, bool created)
    {
        var end = change.CausesReplace ? "  (causes the replacement)" : "";
        if (created)
        {
            return [new Piece($"{change.Path}: {Value(change.After, change.AfterUnknown)}{end}", Tone.Quiet)];
        }

        return (change.Before, change.After, change.AfterUnknown) switch
        {
            (null, _, _) => [new Piece($"+ {change.Path}: {Value(change.After, change.AfterUnknown)}{end}", Tone.Good)],
            (_, null, false) => [new Piece($"- {change.Path}: {Value(change.Before, false)} -> unset{end}", Tone.Bad)],
            (_, _, true) => [new Piece($"~ {change.Path}: {Value(change.Before, false)} -> {Value(null, true)}{end}", Tone.Warn)],
            ({ } before, { } after, _) => Difference(resource, change.Path, before, after, end),
        };
    }

    private IEnumerable<Piece> Difference(string resource, string path, JsonNode before, JsonNode after, string end)
    {
        var head = new Piece($"~ {path}:{end}", Tone.Warn);
        var pair = (Text(before) ?? before.ToJsonString(Json.Compact), Text(after) ?? after.ToJsonString(Json.Compact));
        if (pair.Item1.Length > LongestValue && !shown.TryAdd(pair, $"{resource} {path}"))
        {
            return [head with { Text = $"~ {path}: as {shown[pair]}{end}" }];
        }

        if (Text(before) is not { } old || Text(after) is not { } now || !(old.Contains('\n') || now.Contains('\n')))
        {
            var (left, right) = Excerpts(before.ToJsonString(Json.Compact), after.ToJsonString(Json.Compact));
            return [head with { Text = $"~ {path}: {left} -> {right}{end}" }];
        }

        return
        [
            head,
            .. LineDiff.Of(BundleLines.Unfold(old), BundleLines.Unfold(now)).Select(line => line with { Text = $"    {Clip(line.Text)}" }),
        ];
    }

    /// <summary>Two long values without their common beginning and end, except for a little context.</summary>
    private static (string Before, string After) Excerpts(string before, string after)
    {
        if (before.Length <= LongestValue && after.Length <= LongestValue)
        {
            return (before, after);
        }

        var shortest = Math.Min(before.Length, after.Length);
        var start = 0;
        while (start < shortest && before[start] == after[start])
        {
            start++;
        }

        var rest = 0;
        while (rest < shortest - start && before[^(rest + 1)] == after[^(rest + 1)])
        {
            rest++;
        }

        string Excerpt(string text)
        {
            var from = Math.Max(0, start - ContextCharacters);
            var to = Math.Min(text.Length, text.Length - rest + ContextCharacters);
            return (from > 0 ? "…" : "") + Clip(text[from..to]) + (to < text.Length ? "…" : "");
        }

        return (Excerpt(before), Excerpt(after));
    }

    private static string? Text(JsonNode node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static string Value(JsonNode? node, bool unknown) =>
        (node, unknown) switch
        {
            (_, true) => "<known after up>",
            (null, _) => "unset",
            _ => Clip(node.ToJsonString(Json.Compact)),
        };

    private static string Clip(string text) =>
        text.Length <= LongestValue ? text : $"{text[..LongestValue]}… ({text.Length} characters, all of them with --json)";
}
