using System.Collections.Immutable;

namespace Infra.Core.Iam.Templates;

/// <summary>JSON. It has no expressions, so every hole has a value.</summary>
/// <param name="values">By hole.</param>
internal sealed class JsonTerms(ImmutableSortedDictionary<string, string> values) : ITermWriter
{
    public string Write(Term term, int indent) =>
        term switch
        {
            Term.Text text => Json.Quote(string.Concat(text.Parts.Select(Value))),
            Term.List { Items.IsEmpty: true } => "[]",
            Term.Map { Entries.IsEmpty: true } => "{}",
            Term.List list => Block('[', ']', list.Items.Select(item => Write(item, indent + 2)), indent),
            Term.Map map => Block(
                '{',
                '}',
                map.Entries.Select(entry => $"{Json.Quote(entry.Key)}: {Write(entry.Value, indent + 2)}"),
                indent
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private string Value(Part part) =>
        part switch
        {
            Part.Literal literal => literal.Value,
            Part.Hole hole => values[hole.Name],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Block(char open, char close, IEnumerable<string> items, int indent)
    {
        var space = new string(' ', indent);
        return $"{open}\n{string.Join(",\n", items.Select(item => $"{space}  {item}"))}\n{space}{close}";
    }
}
