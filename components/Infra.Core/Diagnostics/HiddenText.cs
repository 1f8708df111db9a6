using System.Globalization;
using System.Text;

namespace Infra.Core.Diagnostics;

/// <summary>
/// Characters that a reviewer does not see, or sees as something else than the parser does: in a diff or an editor the line
/// after one reads as part of a comment, or in another order (https://trojansource.codes).
/// </summary>
internal static class HiddenText
{
    private const int Delete = 0x7F;
    private const int EmojiStyle = 0xFE0F;

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
        var before = default(Rune);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n')
            {
                reported.Clear();
            }
            else if (KindOf(text, index, rune, before) is { } kind && reported.Add(rune.Value))
            {
                yield return new Found(index, rune.Value, kind);
            }

            index += rune.Utf16SequenceLength;
            before = rune;
        }
    }

    /// <summary>Whether a character shows nothing at all, as Unicode recommends or as fonts do.</summary>
    // https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt, Default_Ignorable_Code_Point: what is not of
    // the category Format there; and the Braille pattern without dots.
    internal static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or (>= 0x180B and <= 0x180F)
                or (>= 0x2060 and <= 0x206F)
                or 0x2800
                or 0x3164
                or (>= 0xFE00 and <= 0xFE0F)
                or 0xFFA0
                or (>= 0xFFF0 and <= 0xFFF8)
                or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>Whether a character looks like a blank, and is none to YAML: a comment does not begin behind it.</summary>
    internal static bool IsFalseBlank(char character) =>
        character != ' ' && char.GetUnicodeCategory(character) == UnicodeCategory.SpaceSeparator;

    private static HiddenKind? KindOf(string text, int index, Rune rune, Rune before) =>
        rune.Value switch
        {
            '\t' => null,
            '\r' => index + 1 < text.Length && text[index + 1] == '\n' ? null : HiddenKind.LineBreak,
            NextLine or LineSeparator or ParagraphSeparator => HiddenKind.LineBreak,
            < ' ' or Delete => HiddenKind.Control,

            // How emoji are told to be shown in colour; what they follow is seen.
            EmojiStyle when Rune.GetUnicodeCategory(before) == UnicodeCategory.OtherSymbol => null,
            _ when IsInvisible(rune) => HiddenKind.Format,

            // No characters (https://www.unicode.org/faq/private_use.html#nonchar1); Pulumi's reader takes none.
            _ when (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF => HiddenKind.Control,
            _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control ? HiddenKind.Control : null,
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
