using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Core.Iam.Templates;

/// <summary>
/// CloudFormation's YAML. Every text is in double quotes, which escape as JSON does: no value is taken for a number, a date, a tag, an
/// anchor or a boolean. Holes are <c>!Ref</c> and <c>!Sub</c>; in the latter a literal <c>${</c> is written <c>${!</c>
/// (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html).
/// </summary>
/// <param name="names">The parameter or pseudo parameter of each hole.</param>
internal sealed partial class YamlTerms(ImmutableSortedDictionary<string, string> names) : ITermWriter
{
    public string Write(Term term, int indent) =>
        term switch
        {
            Term.Text { IsOneHole: true, Parts: [Part.Hole hole] } => $"!Ref {names[hole.Name]}",
            Term.Text text => text.Parts.Any(part => part is Part.Hole) ? $"!Sub {Json.Quote(Substituted(text))}" : Json.Quote(Plain(text)),
            Term.List { Items.IsEmpty: true } => "[]",
            Term.Map { Entries.IsEmpty: true } => "{}",
            Term.List list => Block(list.Items.Select(item => $"- {Nested(item, indent + 2)}"), indent),
            Term.Map map => Block(map.Entries.Select(Entry(indent)), indent),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>A key, quoted unless it is a plain word.</summary>
    internal static string Key(string key) => Word().IsMatch(key) ? key : Json.Quote(key);

    private Func<(string Key, Term Value), string> Entry(int indent) =>
        entry => $"{Key(entry.Key)}:{(IsBlock(entry.Value) ? $"\n{new string(' ', indent + 2)}" : " ")}{Write(entry.Value, indent + 2)}";

    // The first line follows the dash.
    private string Nested(Term term, int indent) => Write(term, indent);

    private static bool IsBlock(Term term) => term is Term.List { Items.IsEmpty: false } or Term.Map { Entries.IsEmpty: false };

    private static string Block(IEnumerable<string> lines, int indent) => string.Join($"\n{new string(' ', indent)}", lines);

    private static string Plain(Term.Text text) => string.Concat(text.Parts.OfType<Part.Literal>().Select(part => part.Value));

    private string Substituted(Term.Text text)
    {
        var all = new StringBuilder();
        foreach (var part in text.Parts)
        {
            all.Append(
                part switch
                {
                    Part.Literal literal => literal.Value.Replace("${", "${!", StringComparison.Ordinal),
                    Part.Hole hole => $"${{{names[hole.Name]}}}",
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            );
        }

        return all.ToString();
    }

    // No words that YAML 1.1 takes for something else (yes, no, on, off, null, …): those are quoted.
    [GeneratedRegex(@"\A(?!(?i:y|n|yes|no|on|off|true|false|null)\z)[A-Za-z][A-Za-z0-9]*\z")]
    private static partial Regex Word();
}
