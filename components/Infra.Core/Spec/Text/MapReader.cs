using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Text;

/// <summary>Reads a mapping with a fixed set of keys; what is not in the set is reported when it is opened.</summary>
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

    /// <summary>A reader, or null (reported) when the node is no mapping.</summary>
    internal static MapReader? Open(TextNode node, string what, DiagnosticBag bag, params IReadOnlyCollection<string> known) =>
        Open(node, what, null, known, known, bag);

    /// <param name="example">What a mapping that may not be empty can be, as one line; null where it may.</param>
    /// <param name="offered">Those of the known keys that mean something here, for suggestions.</param>
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

    /// <summary>The node as a mapping with free keys, or null (reported).</summary>
    /// <param name="example">What it can be, as one line, where it may not be empty.</param>
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

    /// <summary>The value; its absence is reported, unless a misspelt key already was in its place. So is a key with nothing behind it.</summary>
    /// <param name="example">A line that would be right here.</param>
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
