using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Output;
using Infra.Engine.Results;

namespace Infra.Cli.Planning;

/// <summary>One property's change as lines. A long text shows the lines that differ; <c>--json</c> has all of it.</summary>
internal static class ChangeText
{
    private const int LongestValue = 100;

    /// <param name="created">The resource is new: there is no "before" to show.</param>
    internal static IEnumerable<Piece> Lines(PropertyChange change, bool created)
    {
        var end = change.CausesReplace ? "  (causes the replacement)" : "";
        if (created)
        {
            return [new Piece($"{change.Path}: {Value(change.After, change.AfterUnknown)}{end}", Tone.Quiet)];
        }

        if (Text(change.Before) is { } before && Text(change.After) is { } after && (before.Contains('\n') || after.Contains('\n')))
        {
            return [new Piece($"~ {change.Path}:{end}", Tone.Warn), .. LineDiff.Of(before, after).Select(Indented)];
        }

        return (change.Before, change.After, change.AfterUnknown) switch
        {
            (null, _, _) => [new Piece($"+ {change.Path}: {Value(change.After, change.AfterUnknown)}{end}", Tone.Good)],
            (_, null, false) => [new Piece($"- {change.Path}: {Value(change.Before, false)} -> unset{end}", Tone.Bad)],
            _ => [new Piece($"~ {change.Path}: {Value(change.Before, false)} -> {Value(change.After, change.AfterUnknown)}{end}", Tone.Warn)],
        };
    }

    private static Piece Indented(Piece line) => line with { Text = "    " + Clip(line.Text) };

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static string Value(JsonNode? node, bool unknown)
    {
        if (unknown)
        {
            return "<known after up>";
        }

        return node is null ? "unset" : Clip(node.ToJsonString(Json.Compact));
    }

    private static string Clip(string text) =>
        text.Length <= LongestValue ? text : $"{text[..LongestValue]}… ({text.Length} characters, all of them with --json)";
}
