using System.Text.RegularExpressions;

namespace Infra.Cli.Handover;

/// <summary>
/// Adds keys to the project of a stack file, and touches no other line: comments and layout stay. It never changes a key that is there.
/// </summary>
internal static partial class StackFileEdit
{
    /// <summary>The text with a block of lines as the first of the project; null if the file has another layout.</summary>
    /// <param name="lines">Without indentation of their own; two spaces for each level below.</param>
    internal static string? Add(string text, IEnumerable<string> lines)
    {
        var ends = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var all = text.Split(ends).ToList();
        var at = all.FindIndex(line => Project().IsMatch(line));
        var first = at < 0 ? -1 : all.FindIndex(at + 1, line => line.Trim().Length > 0 && !line.TrimStart().StartsWith('#'));
        if (first < 0 || Indent(all[first]) <= Indent(all[at]))
        {
            return null;
        }

        var indent = new string(' ', Indent(all[first]));
        all.InsertRange(at + 1, lines.Select(line => indent + line));
        return string.Join(ends, all);
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    [GeneratedRegex(@"\A\s*[""']?infra:project[""']?:\s*(#.*)?\z")]
    private static partial Regex Project();
}
