using System.Text;

namespace Infra.Core.Diagnostics;

/// <summary>How people's own text is shown in messages: quoted, on one line, never longer than a line.</summary>
internal static class Shown
{
    private const int Longest = 60;

    internal static string Quote(string value)
    {
        var text = new StringBuilder("'");
        foreach (var character in value.Length > Longest ? value[..Longest] : value)
        {
            // Control characters and bidirectional overrides would let a value rewrite the message around it.
            text.Append(char.IsControl(character) || char.GetUnicodeCategory(character) == System.Globalization.UnicodeCategory.Format
                ? $"\\u{(int)character:x4}"
                : character.ToString());
        }

        return text.Append(value.Length > Longest ? "…'" : "'").ToString();
    }

    internal static string List(IEnumerable<string> values) => string.Join(", ", values);
}
