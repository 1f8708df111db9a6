using System.Globalization;
using System.Text;

namespace Infra.Core.Diagnostics;

/// <summary>How user text is shown in messages: quoted, on one line, limited in length.</summary>
internal static class Shown
{
    private const int Longest = 60;

    internal static string Quote(string value) => $"'{Short(value)}'";

    /// <summary>The beginning of a value, on one line.</summary>
    internal static string Short(string value) => value.Length > Longest ? $"{OneLine(value[..Longest])}…" : OneLine(value);

    /// <summary>
    /// Escapes everything that could rewrite the surrounding message: line breaks, other control characters, bidirectional overrides.
    /// </summary>
    internal static string OneLine(string value)
    {
        var text = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            var isShown =
                !HiddenText.IsInvisible(rune)
                && Rune.GetUnicodeCategory(rune)
                    is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            text.Append(
                isShown ? $"{rune}"
                : rune.IsBmp ? $"\\u{rune.Value:x4}"
                : $"\\U{rune.Value:x8}"
            );
        }

        return text.ToString();
    }

    /// <summary><c>1 node</c>, <c>2 nodes</c>.</summary>
    internal static string Count(long count, string one) => count == 1 ? $"1 {one}" : $"{count} {one}s";

    internal static string List(IEnumerable<string> values) => string.Join(", ", values);
}
