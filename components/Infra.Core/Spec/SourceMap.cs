using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Maps each path of the project to its place in the text, for diagnostics after parsing.</summary>
internal sealed class SourceMap
{
    private readonly Dictionary<string, SourceLocation> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, string Text), SourceLocation> _texts = [];

    internal SourceMap(TextNode root)
    {
        Root = root.Owner with { Path = "" };
        Add(root);
    }

    internal SourceLocation Root { get; }

    /// <summary>The place of a path, or of its nearest ancestor in the file.</summary>
    internal SourceLocation At(string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
        {
            if (_places.TryGetValue(at, out var place))
            {
                return place with { Path = path };
            }
        }

        return Root with
        {
            Path = path,
        };
    }

    /// <summary>The place of a list item with this text, or of this key in a mapping; otherwise of the list or mapping itself.</summary>
    internal SourceLocation AtText(string path, string text) => _texts.TryGetValue((path, text), out var place) ? place : At(path);

    private void Add(TextNode node)
    {
        _places.TryAdd(node.Where.Path, node.Where);
        switch (node)
        {
            case TextNode.Map map:
                foreach (var entry in map.Entries)
                {
                    _texts.TryAdd((node.Where.Path, entry.Key), entry.KeyWhere);
                    Add(entry.Value);
                }

                break;
            case TextNode.Sequence sequence:
                foreach (var item in sequence.Items)
                {
                    if (item is TextNode.Scalar { Text: var text })
                    {
                        _texts.TryAdd((node.Where.Path, text), item.Where);
                    }

                    Add(item);
                }

                break;
            default:
                break;
        }
    }
}
