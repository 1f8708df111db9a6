using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;

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
                bag.Add(UnknownKey.WithoutColon(entry.KeyWhere, right.Key, what, right.Line));
                continue;
            }

            if (Suggestion.For(entry.Key, offered) is { } meant)
            {
                reader._misspelt.Add(meant);
            }

            bag.Add(UnknownKey.Of(entry, map, $"in {what}", offered));
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
                bag.Add(EmptyValue.Mapping(node.Owner, what, example));
                return null;
            default:
                bag.Add(WrongType.Mapping.At(node, what));
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
            _bag.Add(MissingKey.Of(_map.Owner, key, example));
        }

        if (
            value is TextNode.Scalar { Text: "", Quoted: true }
            || (value is TextNode.Scalar scalar && ScalarKinds.Of(scalar) == ScalarKind.Null)
        )
        {
            _bag.Add(EmptyValue.Required(value.Owner, key, example));
            return new TextNode.Refused(value.Where, value.Owner);
        }

        return value;
    }
}
