using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Core.Iam.Templates;

/// <summary>
/// Bicep. In quoted text <c>${</c> begins an expression and is written <c>\${</c>
/// (https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings).
/// </summary>
/// <param name="expressions">The expression of each hole.</param>
internal sealed partial class BicepTerms(ImmutableSortedDictionary<string, string> expressions) : ITermWriter
{
    public string Write(Term term, int indent) =>
        term switch
        {
            Term.Text { IsOneHole: true, Parts: [Part.Hole hole] } => expressions[hole.Name],
            Term.Text text => $"'{string.Concat(text.Parts.Select(Inside))}'",
            Term.List { Items.IsEmpty: true } => "[]",
            Term.Map { Entries.IsEmpty: true } => "{}",
            Term.List list => Block('[', ']', list.Items.Select(item => Write(item, indent + 2)), indent),
            Term.Map map => Block('{', '}', map.Entries.Select(entry => $"{Key(entry.Key)}: {Write(entry.Value, indent + 2)}"), indent),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    internal static string Quote(string text) => $"'{Escaped(text)}'";

    private static string Key(string key) => Identifier().IsMatch(key) ? key : Quote(key);

    private string Inside(Part part) =>
        part switch
        {
            Part.Literal literal => Escaped(literal.Value),
            Part.Hole hole => $"${{{expressions[hole.Name]}}}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            escaped.Append(
                c switch
                {
                    '\'' => @"\'",
                    '\\' => @"\\",
                    '$' => @"\$",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    _ when char.IsControl(c) || c is '\u2028' or '\u2029' =>
                        $"\\u{{{((int)c).ToString("x", CultureInfo.InvariantCulture)}}}",
                    _ => c.ToString(),
                }
            );
        }

        // \$ is an escape only before a brace.
        return EscapedDollar().Replace(escaped.ToString(), "$$");
    }

    private static string Block(char open, char close, IEnumerable<string> items, int indent)
    {
        var space = new string(' ', indent);
        return $"{open}\n{string.Join('\n', items.Select(item => $"{space}  {item}"))}\n{space}{close}";
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\\\$(?!\{)")]
    private static partial Regex EscapedDollar();
}
