using System.Collections.Immutable;
using Infra.Core.Topology;

namespace Infra.Core.Bundle;

/// <summary>
/// A node's desired state as far as a plan knows it: every file except those that depend on values known only when the node is created.
/// </summary>
public sealed class BundleTemplate
{
    private readonly ImmutableArray<BundleFile> _files;
    private readonly Hole[] _holes;

    internal BundleTemplate(Node node, IEnumerable<BundleFile> files, params Hole[] holes)
    {
        Node = node;
        _files = [.. files];
        _holes = holes;
    }

    /// <summary>The node it is for.</summary>
    public Node Node { get; }

    /// <summary>See <see cref="NodeBundle.Version"/>.</summary>
    public required int Version { get; init; }

    /// <summary>Whether the node and its peers need <see cref="Mesh.NodeIdentity.IpsecKey"/>.</summary>
    public bool UsesIpsecKeys { get; init; }

    /// <summary>The bundle's program, if it carries one.</summary>
    internal string? Program { get; init; }

    /// <summary>The node's bundle with these values. The same values give the same bytes.</summary>
    /// <exception cref="ArgumentException">An identity belongs to no peer.</exception>
    public NodeBundle Fill(NodeHoles holes) =>
        new(
            Node.Key,
            [
                .. _files
                    .Concat(
                        from hole in _holes
                        let content = hole.Content(holes)
                        where content is not null
                        select new BundleFile(hole.Path, hole.Mode, content)
                    )
                    .OrderBy(file => file.Path, StringComparer.Ordinal),
            ]
        )
        {
            Version = Version,
            Program = Program,
        };

    /// <summary>A file that is written once the node is known.</summary>
    /// <param name="Content">Null: there is no such file as yet.</param>
    internal sealed record Hole(string Path, string Mode, Func<NodeHoles, string?> Content);
}
