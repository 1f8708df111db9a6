using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Core.Iam.Templates;

/// <summary>
/// Terraform's language. In quoted text <c>${</c> and <c>%{</c> begin templates, and are written <c>$${</c> and <c>%%{</c>
/// (https://developer.hashicorp.com/terraform/language/expressions/strings).
/// </summary>
/// <param name="expressions">The expression of each hole.</param>
internal sealed partial class HclTerms(ImmutableSortedDictionary<string, string> expressions) : ITermWriter
{
    public string Write(Term term, int indent) =>
        term switch
        {
            Term.Text { IsOneHole: true, Parts: [Part.Hole hole] } => expressions[hole.Name],
            Term.Text text => $"\"{string.Concat(text.Parts.Select(Inside))}\"",
            Term.List { Items.IsEmpty: true } => "[]",
            Term.Map { Entries.IsEmpty: true } => "{}",
            Term.List list => Block('[', ']', list.Items.Select(item => $"{Write(item, indent + 2)},"), indent),
            Term.Map map => Block(
                '{',
                '}',
                Aligned([.. map.Entries.Select(entry => (Key(entry.Key), Write(entry.Value, indent + 2)))]),
                indent
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    internal static string Quote(string text) => $"\"{Escaped(text)}\"";

    /// <summary>
    /// Attributes as <c>terraform fmt</c> lays them out: the equals signs of neighbours are aligned, and a value of several lines has no
    /// neighbours.
    /// </summary>
    internal static IEnumerable<string> Aligned(IReadOnlyList<(string Name, string Value)> attributes)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            var (name, value) = attributes[i];
            var width = name.Length;
            if (!IsLong(i))
            {
                var (first, last) = (i, i);
                while (first > 0 && !IsLong(first - 1))
                {
                    first--;
                }

                while (last + 1 < attributes.Count && !IsLong(last + 1))
                {
                    last++;
                }

                width = attributes.Skip(first).Take(last - first + 1).Max(attribute => attribute.Name.Length);
            }

            yield return $"{name.PadRight(width)} = {value}";
        }

        bool IsLong(int at) => attributes[at].Value.Contains('\n', StringComparison.Ordinal);
    }

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
                    '"' => "\\\"",
                    '\\' => @"\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    _ when char.IsControl(c) || c is '\u2028' or '\u2029' => $"\\u{((int)c).ToString("x4", CultureInfo.InvariantCulture)}",
                    _ => c.ToString(),
                }
            );
        }

        // A run of $ or % before a brace: doubling the last one is enough, as only the two characters together are special.
        return escaped.Replace("${", "$${").Replace("%{", "%%{").ToString();
    }

    private static string Block(char open, char close, IEnumerable<string> items, int indent)
    {
        var space = new string(' ', indent);
        return $"{open}\n{string.Join('\n', items.Select(item => $"{space}  {item}"))}\n{space}{close}";
    }

    [GeneratedRegex(@"\A(?!(?:for|null|true|false|if|in)\z)[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Identifier();
}
