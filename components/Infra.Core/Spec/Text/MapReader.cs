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
    internal static MapReader? Open(TextNode node, string what, DiagnosticBag bag, params IReadOnlyCollection<string> known)
    {
        if (AsMap(node, what, bag) is not { } map)
        {
            return null;
        }

        var reader = new MapReader(map, bag);
        foreach (var entry in map.Entries.Where(e => !known.Contains(e.Key)))
        {
            if (Suggestion.For(entry.Key, known) is { } meant)
            {
                reader._misspelt.Add(meant);
            }

            bag.Error(
                DiagnosticCodes.UnknownKey,
                entry.KeyWhere,
                $"The key {Shown.Quote(entry.Key)} is not known in {what}.",
                Suggestion.Remedy(entry.Key, known));
        }

        return reader;
    }

    /// <summary>The node as a mapping with free keys, or null (reported).</summary>
    internal static TextNode.Map? AsMap(TextNode node, string what, DiagnosticBag bag)
    {
        switch (node)
        {
            case TextNode.Map map:
                return map;
            case TextNode.Refused:
                return null;
            case TextNode.Scalar scalar when ScalarKinds.Of(scalar) == ScalarKind.Null:
                bag.Error(DiagnosticCodes.EmptyValue, node.Owner, $"There is nothing under {what}.", "Write its keys, indented below it, or '{}' for none.");
                return null;
            default:
                bag.Error(DiagnosticCodes.WrongType, node.Where, $"Expected a mapping for {what}, found {node.Kind}.", "Write 'key: value' lines, indented below it.");
                return null;
        }
    }

    internal TextNode? Optional(string key) =>
        _map.Entries.FirstOrDefault(e => e.Key == key)?.Value;

    /// <summary>The value; its absence is reported, unless a misspelt key already was in its place.</summary>
    /// <param name="example">A line that would be right here.</param>
    internal TextNode? Required(string key, string example)
    {
        var value = Optional(key);
        if (value is null && !_misspelt.Contains(key))
        {
            _bag.Error(DiagnosticCodes.MissingKey, _map.Owner, $"The key '{key}' is missing.", $"Add it, e.g. '{example}'.");
        }

        return value;
    }
}
