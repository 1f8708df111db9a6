using System.Globalization;
using System.Text;

namespace Infra.Cli.Graphs;

/// <summary>A graph in Graphviz's language (https://graphviz.org/doc/info/lang.html), rendered by <c>dot -Tsvg</c>.</summary>
internal static class DotText
{
    internal static string Write(NetworkGraph graph)
    {
        var text = new StringBuilder("digraph infra {\n");
        text.Append(
                CultureInfo.InvariantCulture,
                $"  graph [label=\"{Text(graph.Title)}\", labelloc=t, rankdir=LR, fontname=\"sans-serif\"];\n"
            )
            .Append("  node [shape=box, fontname=\"sans-serif\"];\n")
            .Append("  edge [fontname=\"sans-serif\"];\n");
        foreach (var box in graph.Boxes)
        {
            Append(text, box, "  ");
        }

        foreach (var item in graph.Items)
        {
            Append(text, item, "  ");
        }

        foreach (var arrow in graph.Arrows)
        {
            var attributes = arrow.IsConnection ? $"label=\"{Text([arrow.Label])}\"" : "style=dashed, dir=none";
            text.Append(CultureInfo.InvariantCulture, $"  {GraphNames.Of(arrow.From)} -> {GraphNames.Of(arrow.To)} [{attributes}];\n");
        }

        return text.Append("}\n").ToString();
    }

    private static void Append(StringBuilder text, GraphBox box, string indent)
    {
        // Graphviz draws a box around a subgraph whose name begins with "cluster_".
        text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph cluster_{GraphNames.Of(box.Key)} {{\n")
            .Append(CultureInfo.InvariantCulture, $"{indent}  label=\"{Text(box.Label)}\";\n");
        foreach (var item in box.Items)
        {
            Append(text, item, $"{indent}  ");
        }

        foreach (var inner in box.Boxes)
        {
            Append(text, inner, $"{indent}  ");
        }

        text.Append(CultureInfo.InvariantCulture, $"{indent}}}\n");
    }

    private static void Append(StringBuilder text, GraphItem item, string indent)
    {
        var style = item.Shape switch
        {
            GraphShape.Rounded => ", style=rounded",
            GraphShape.Outside => ", shape=ellipse",
            _ => "",
        };
        text.Append(CultureInfo.InvariantCulture, $"{indent}{GraphNames.Of(item.Key)} [label=\"{Text(item.Label)}\"{style}];\n");
    }

    // Graphviz interprets backslashes, and in labels HTML entities too.
    private static string Text(IEnumerable<string> lines) => GraphNames.Text(lines, "\\n", rune => rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '&' => "&amp;",
                _ => rune.ToString(),
            });
}
