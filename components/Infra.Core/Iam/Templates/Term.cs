using System.Collections.Immutable;

namespace Infra.Core.Iam.Templates;

/// <summary>
/// A value in a document, before it is written in a format: each format quotes it by its own rules, so that no text can become syntax.
/// </summary>
internal abstract record Term
{
    private Term() { }

    /// <summary>Text with holes that the reader of the document fills, such as an account's ID.</summary>
    internal sealed record Text(ImmutableArray<Part> Parts) : Term
    {
        internal bool IsOneHole => Parts is [Part.Hole];
    }

    internal sealed record List(ImmutableArray<Term> Items) : Term;

    /// <summary>In the order given: documents are read by people.</summary>
    internal sealed record Map(ImmutableArray<(string Key, Term Value)> Entries) : Term;

    internal static Text Of(string text) => new([new Part.Literal(text)]);

    internal static Text Hole(string name) => new([new Part.Hole(name)]);

    internal static List Of(IEnumerable<string> texts) => new([.. texts.Select(Of)]);

    internal static List Of(IEnumerable<Term> terms) => new([.. terms]);

    internal static Map Of(params (string Key, Term Value)[] entries) => new([.. entries]);

    /// <summary>Text with holes: <c>arn:{partition}:iam</c>. A brace in a value is no hole: values are never parsed.</summary>
    internal static Text Join(FormattableString text)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        var format = text.Format;
        var at = 0;
        while (format.IndexOf('{', at) is var open and >= 0)
        {
            var close = format.IndexOf('}', open);
            Add(format[at..open]);
            var argument = text.GetArgument(
                int.Parse(format.AsSpan(open + 1, close - open - 1), System.Globalization.CultureInfo.InvariantCulture)
            );
            switch (argument)
            {
                case Text term:
                    Demand(term);
                    parts.AddRange(term.Parts);
                    break;
                case string literal:
                    Add(literal);
                    break;
                default:
                    throw new ArgumentException($"'{argument}' is neither text nor a term.", nameof(text));
            }

            at = close + 1;
        }

        Add(format[at..]);
        return new Text(parts.ToImmutable());

        // With a hole after it, it would be an escape in some formats.
        void Demand(Text next)
        {
            if (next.Parts is [Part.Hole, ..] && parts.LastOrDefault() is Part.Literal { Value: [.., '$' or '%'] })
            {
                throw new ArgumentException("No format can express a $ or % before a hole.", nameof(text));
            }
        }

        void Add(string literal)
        {
            if (literal.Length > 0)
            {
                parts.Add(new Part.Literal(literal));
            }
        }
    }
}

/// <summary>A part of a <see cref="Term.Text"/>.</summary>
internal abstract record Part
{
    private Part() { }

    internal sealed record Literal(string Value) : Part;

    /// <summary>A value that only the reader of the document knows; each format has its own expression for it.</summary>
    internal sealed record Hole(string Name) : Part;
}
