using System.Collections.Immutable;

namespace Infra.Cli.Graphs;

/// <summary>
/// A drawing in no language yet: boxes in boxes, and arrows between the innermost. Sorted by meaning, so that a change of the stack is a
/// change of its lines alone.
/// </summary>
/// <param name="Title">Lines of text.</param>
internal sealed record NetworkGraph(
    ImmutableArray<string> Title,
    ImmutableArray<GraphBox> Boxes,
    ImmutableArray<GraphItem> Items,
    ImmutableArray<GraphArrow> Arrows
);

/// <summary>A box around others.</summary>
/// <param name="Key">Of all boxes and items, one alone has it. Any text: each language makes a name of its own of it.</param>
/// <param name="Label">Lines of text; any text.</param>
internal sealed record GraphBox(string Key, ImmutableArray<string> Label, ImmutableArray<GraphBox> Boxes, ImmutableArray<GraphItem> Items);

/// <inheritdoc cref="GraphBox"/>
internal sealed record GraphItem(string Key, ImmutableArray<string> Label, GraphShape Shape = GraphShape.Box);

/// <param name="From">Key of an item; so is <paramref name="To"/>.</param>
/// <param name="IsConnection">Whether connections are opened this way; else a dashed line, which says what belongs to what.</param>
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
