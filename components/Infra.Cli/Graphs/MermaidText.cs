using System.Globalization;
using System.Text;

namespace Infra.Cli.Graphs;

/// <summary>
/// A graph in Mermaid (https://mermaid.js.org/syntax/flowchart.html), which code hosts render inside documents. Labels are parsed as HTML
/// and as Markdown: all but the plainest characters are written as entity codes.
/// </summary>
internal static class MermaidText
{
    private const string Plain = " ./:,-_()";

    internal static string Write(NetworkGraph graph)
    {
        var text = new StringBuilder();
        // A comment ends with its line; its text is escaped like a label.
        text.Append(CultureInfo.InvariantCulture, $"%% {Text(graph.Title)}\n").Append("flowchart LR\n");
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
            var line = arrow.IsConnection ? "-->" : "-.-";
            var label = arrow.Label.Length > 0 ? $"|\"{Text([arrow.Label])}\"|" : "";
            text.Append(CultureInfo.InvariantCulture, $"  {GraphNames.Of(arrow.From)} {line}{label} {GraphNames.Of(arrow.To)}\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, GraphBox box, string indent)
    {
        text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph {GraphNames.Of(box.Key)}[\"{Text(box.Label)}\"]\n");
        foreach (var item in box.Items)
        {
            Append(text, item, $"{indent}  ");
        }

        foreach (var inner in box.Boxes)
        {
            Append(text, inner, $"{indent}  ");
        }

        text.Append(CultureInfo.InvariantCulture, $"{indent}end\n");
    }

    private static void Append(StringBuilder text, GraphItem item, string indent)
    {
        var (open, close) = item.Shape switch
        {
            GraphShape.Rounded => ("(", ")"),
            GraphShape.Outside => ("([", "])"),
            _ => ("[", "]"),
        };
        text.Append(CultureInfo.InvariantCulture, $"{indent}{GraphNames.Of(item.Key)}{open}\"{Text(item.Label)}\"{close}\n");
    }

    private static string Text(IEnumerable<string> lines) =>
        GraphNames.Text(lines, "<br/>", rune =>
            Rune.IsLetterOrDigit(rune) || (rune.IsAscii && Plain.Contains((char)rune.Value, StringComparison.Ordinal))
                ? rune.ToString()
                : string.Create(CultureInfo.InvariantCulture, $"#{rune.Value};")
        );
}
