using System.Globalization;
using System.Text;

namespace Infra.Core.Diagnostics;

/// <summary>
/// Characters that reviewers cannot see, or see differently from the parser: in a diff or an editor, the text after one looks like part of
/// a comment, or appears in another order (https://trojansource.codes).
/// </summary>
internal static class HiddenText
{
    private const int Delete = 0x7F;
    private const int EmojiStyle = 0xFE0F;

    // Line breaks in YAML 1.1, and so in YamlDotNet and Pulumi's own reader (https://yaml.org/spec/1.1/#b-generic); editors, git and
    // browsers show one line.
    private const int NextLine = 0x85;
    private const int LineSeparator = 0x2028;
    private const int ParagraphSeparator = 0x2029;

    /// <summary>Each such character in the order of the text; only the first of several identical ones in a line.</summary>
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

    /// <summary>Whether a character is invisible, by Unicode's recommendation or in common fonts.</summary>
    // https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt, Default_Ignorable_Code_Point: those not in the category
    // Format; and the Braille pattern without dots.
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

    /// <summary>Whether a character looks like a space but is not one in YAML: it does not start a comment.</summary>
    internal static bool IsFalseBlank(char character) =>
        character != ' ' && char.GetUnicodeCategory(character) == UnicodeCategory.SpaceSeparator;

    private static HiddenKind? KindOf(string text, int index, Rune rune, Rune before) =>
        rune.Value switch
        {
            '\t' => null,
            '\r' => index + 1 < text.Length && text[index + 1] == '\n' ? null : HiddenKind.LineBreak,
            NextLine or LineSeparator or ParagraphSeparator => HiddenKind.LineBreak,
            < ' ' or Delete => HiddenKind.Control,

            // Selects the colour form of an emoji; the preceding character is visible.
            EmojiStyle when Rune.GetUnicodeCategory(before) == UnicodeCategory.OtherSymbol => null,
            _ when IsInvisible(rune) => HiddenKind.Format,

            // Noncharacters (https://www.unicode.org/faq/private_use.html#nonchar1); Pulumi's reader rejects them.
            _ when (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF => HiddenKind.Control,
            _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control ? HiddenKind.Control : null,
        };

    /// <param name="Index">Position in the text, in UTF-16 units.</param>
    /// <param name="CodePoint">Its Unicode number.</param>
    internal readonly record struct Found(int Index, int CodePoint, HiddenKind Kind);
}

/// <summary>What a hidden character does.</summary>
internal enum HiddenKind
{
    /// <summary>Never needed in text: not valid in YAML.</summary>
    Control,

    /// <summary>Breaks a line for the parser but not for the reader.</summary>
    LineBreak,

    /// <summary>Invisible, or reorders the surrounding text.</summary>
    Format,
}
