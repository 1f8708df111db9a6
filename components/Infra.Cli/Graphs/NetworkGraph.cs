using System.Collections.Immutable;

namespace Infra.Cli.Graphs;

/// <summary>
/// A graph independent of any language: boxes in boxes, and arrows between the innermost. Sorted by meaning, so that a change of the
/// stack changes only its own lines.
/// </summary>
/// <param name="Title">Lines of text.</param>
internal sealed record NetworkGraph(
    ImmutableArray<string> Title,
    ImmutableArray<GraphBox> Boxes,
    ImmutableArray<GraphItem> Items,
    ImmutableArray<GraphArrow> Arrows
);

/// <summary>A box around others.</summary>
/// <param name="Key">Unique among all boxes and items. Any text: each language derives its own name from it.</param>
/// <param name="Label">Lines of text; any text.</param>
internal sealed record GraphBox(string Key, ImmutableArray<string> Label, ImmutableArray<GraphBox> Boxes, ImmutableArray<GraphItem> Items);

/// <inheritdoc cref="GraphBox"/>
internal sealed record GraphItem(string Key, ImmutableArray<string> Label, GraphShape Shape = GraphShape.Box);

/// <param name="From">Key of an item, as is <paramref name="To"/>.</param>
/// <param name="IsConnection">Whether connections are opened this way; otherwise a dashed line that shows membership.</param>
internal sealed record GraphArrow(string From, string To, string Label, bool IsConnection);

internal enum GraphShape
{
    /// <summary>A machine, a subnet.</summary>
    Box,

    /// <summary>A service: several machines.</summary>
    Rounded,

    /// <summary>Networks that are not the project's.</summary>
    Outside,
}
