using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Text;

/// <summary>Reads a mapping with a fixed set of keys; unknown keys are reported when it is opened.</summary>
internal sealed class MapReader
{
    private readonly TextNode.Map _map;
    private readonly DiagnosticBag _bag;
    private readonly HashSet<string> _misspelt = new(StringComparer.Ordinal);

    private MapReader(TextNode.Map map, DiagnosticBag bag)
    {
        _map = map;
        _bag = bag;
    }

    internal SourceLocation Owner => _map.Owner;

    /// <summary>Returns a reader, or null (reported) if the node is not a mapping.</summary>
    internal static MapReader? Open(TextNode node, string what, DiagnosticBag bag, params IReadOnlyCollection<string> known) =>
        Open(node, what, null, known, known, bag);

    /// <param name="example">A one-line example for a mapping that must not be empty; null if it may be.</param>
    /// <param name="offered">The known keys that are valid here, for suggestions.</param>
    internal static MapReader? Open(
        TextNode node,
        string what,
        string? example,
        IReadOnlyCollection<string> known,
        IReadOnlyCollection<string> offered,
        DiagnosticBag bag
    )
    {
        if (AsMap(node, what, bag, example) is not { } map)
        {
            return null;
        }

        var reader = new MapReader(map, bag);
        foreach (var entry in map.Entries.Where(e => !known.Contains(e.Key)))
        {
            if (WithoutColon(entry, known) is { } right)
            {
                reader._misspelt.Add(right.Key);
                bag.Error(
                    DiagnosticCodes.UnknownKey,
                    entry.KeyWhere,
                    $"A colon is missing after '{right.Key}' in {what}.",
                    $"Write '{right.Line}'."
                );
                continue;
            }

            if (Suggestion.For(entry.Key, offered) is { } meant)
            {
                reader._misspelt.Add(meant);
            }

            bag.Error(
                DiagnosticCodes.UnknownKey,
                entry.KeyWhere,
                $"The key {Shown.Quote(entry.Key)} is not a known key in {what}.",
                Suggestion.Remedy(entry.Key, offered, map.Entries.Select(other => other.Key))
            );
        }

        return reader;
    }

    /// <summary><c>volumes { data: 1 }</c> reads as the key "volumes { data".</summary>
    private static (string Key, string Line)? WithoutColon(TextEntry entry, IReadOnlyCollection<string> known) =>
        entry.Key.Split(' ', 2) is [var key, var rest] && known.Contains(key)
            ? (key, entry.Value is TextNode.Scalar value ? $"{key}: {rest.TrimStart()}: {value.Text}" : $"{key}: …")
            : null;

    /// <summary>Returns the node as a mapping with arbitrary keys, or null (reported).</summary>
    /// <param name="example">A one-line example, if it must not be empty.</param>
    internal static TextNode.Map? AsMap(TextNode node, string what, DiagnosticBag bag, string? example = null)
    {
        switch (node)
        {
            case TextNode.Map map:
                return map;
            case TextNode.Refused:
                return null;
            case TextNode.Scalar scalar when ScalarKinds.Of(scalar) == ScalarKind.Null:
                bag.Error(
                    DiagnosticCodes.EmptyValue,
                    node.Owner,
                    $"There is nothing under {what}.",
                    $"Write its keys, indented below it{(example is null ? ", or '{}' for none" : $", e.g. '{example}'")}."
                );
                return null;
            default:
                bag.Error(
                    DiagnosticCodes.WrongType,
                    node.Where,
                    $"Expected a mapping for {what}, found {node.Kind}.",
                    "Write 'key: value' lines, indented below it."
                );
                return null;
        }
    }

    internal TextNode? Optional(string key) => _map.Entries.FirstOrDefault(e => e.Key == key)?.Value;

    /// <summary>Returns the value; reports a missing or empty one, unless a misspelled key was already reported in its place.</summary>
    /// <param name="example">A line that would be valid here.</param>
    internal TextNode? Required(string key, string example)
    {
        var value = Optional(key);
        if (value is null && !_misspelt.Contains(key))
        {
            _bag.Error(DiagnosticCodes.MissingKey, _map.Owner, $"The key '{key}' is missing.", $"Add it, e.g. '{example}'.");
        }

        if (
            value is TextNode.Scalar { Text: "", Quoted: true }
            || (value is TextNode.Scalar scalar && ScalarKinds.Of(scalar) == ScalarKind.Null)
        )
        {
            _bag.Error(DiagnosticCodes.EmptyValue, value.Owner, $"The key '{key}' has no value.", $"Write one, e.g. '{example}'.");
            return new TextNode.Refused(value.Where, value.Owner);
        }

        return value;
    }
}
