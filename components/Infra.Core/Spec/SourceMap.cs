using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Where each path of the project is in the text, for findings made after parsing.</summary>
internal sealed class SourceMap
{
    private readonly Dictionary<string, SourceLocation> _places = new(StringComparer.Ordinal);

    internal SourceMap(TextNode root)
    {
        Root = root.Owner with { Path = "" };
        Add(root);
    }

    internal SourceLocation Root { get; }

    /// <summary>The place of a path, or of its nearest ancestor that was written.</summary>
    internal SourceLocation At(string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
        {
            if (_places.TryGetValue(at, out var place))
            {
                return place with { Path = path };
            }
        }

        return Root with { Path = path };
    }

    private void Add(TextNode node)
    {
        _places.TryAdd(node.Where.Path, node.Where);
        switch (node)
        {
            case TextNode.Map map:
                foreach (var entry in map.Entries)
                {
                    Add(entry.Value);
                }

                break;
            case TextNode.Sequence sequence:
                foreach (var item in sequence.Items)
                {
                    Add(item);
                }

                break;
            default:
                break;
        }
    }
}
