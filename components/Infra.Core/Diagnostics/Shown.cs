using System.Globalization;
using System.Text;

namespace Infra.Core.Diagnostics;

/// <summary>How people's own text is shown in messages: quoted, on one line, never longer than a line.</summary>
internal static class Shown
{
    private const int Longest = 60;

    internal static string Quote(string value)
    {
        var shown = value.Length > Longest ? $"{OneLine(value[..Longest])}…" : OneLine(value);
        return $"'{shown}'";
    }

    /// <summary>The text with everything escaped that would let it rewrite the message around it: line ends, other control characters, bidirectional overrides.</summary>
    internal static string OneLine(string value)
    {
        var text = new StringBuilder();
        foreach (var character in value)
        {
            text.Append(char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                ? $"\\u{(int)character:x4}"
                : character.ToString());
        }

        return text.ToString();
    }

    internal static string List(IEnumerable<string> values) => string.Join(", ", values);
}
