using System.Globalization;
using System.Text;

namespace Infra.Core.Spec.Text;

/// <summary>
/// Characters that a reviewer does not see, or sees as something else than the parser does: in a diff or an editor the line
/// after one reads as part of a comment, or in another order (https://trojansource.codes).
/// </summary>
internal static class HiddenText
{
    private const int Delete = 0x7F;

    // YAML 1.1 breaks lines at these, and with it YamlDotNet and Pulumi's own reader (https://yaml.org/spec/1.1/#b-generic);
    // editors, git and browsers show one line.
    private const int NextLine = 0x85;
    private const int LineSeparator = 0x2028;
    private const int ParagraphSeparator = 0x2029;

    /// <summary>Each such character in the text's order; of several alike in one line the first.</summary>
    internal static IEnumerable<Found> In(string text)
    {
        var reported = new HashSet<int>();
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n')
            {
                reported.Clear();
            }
            else if (KindOf(text, index, rune) is { } kind && reported.Add(rune.Value))
            {
                yield return new Found(index, rune.Value, kind);
            }

            index += rune.Utf16SequenceLength;
        }
    }

    private static HiddenKind? KindOf(string text, int index, Rune rune) => rune.Value switch
    {
        '\t' => null,
        '\r' => index + 1 < text.Length && text[index + 1] == '\n' ? null : HiddenKind.LineBreak,
        NextLine or LineSeparator or ParagraphSeparator => HiddenKind.LineBreak,
        < ' ' or Delete => HiddenKind.Control,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => HiddenKind.Control,
            UnicodeCategory.Format => HiddenKind.Format,
            _ => null,
        },
    };

    /// <param name="Index">Of the character in the text, in UTF-16 units.</param>
    /// <param name="CodePoint">As Unicode numbers it.</param>
    internal readonly record struct Found(int Index, int CodePoint, HiddenKind Kind);
}

/// <summary>What a hidden character does.</summary>
internal enum HiddenKind
{
    /// <summary>Nothing that text needs: YAML has no place for it.</summary>
    Control,

    /// <summary>It ends a line for the parser and for nobody who reads.</summary>
    LineBreak,

    /// <summary>It is invisible, or turns the order of what stands around it.</summary>
    Format,
}
