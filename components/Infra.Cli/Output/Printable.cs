using System.Globalization;
using System.Text;

namespace Infra.Cli.Output;

/// <summary>
/// Text that is safe for a terminal: names come from files and machines, and could contain escape sequences, line breaks or direction
/// marks that forge a verdict. Anything that does not print as itself is shown as <c>\u{…}</c>.
/// </summary>
public static class Printable
{
    /// <summary>One line of safe text.</summary>
    public static string Of(string text)
    {
        if (text.All(IsPlain))
        {
            return text;
        }

        var safe = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            safe.Append(IsSafe(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"));
        }

        return safe.ToString();
    }

    /// <summary>
    /// The same where only ASCII can be shown: this program's own lines and dots get ASCII equivalents, all else becomes <c>\u{…}</c>.
    /// </summary>
    public static string Ascii(string text)
    {
        if (text.All(IsPlain))
        {
            return text;
        }

        var safe = new StringBuilder();
        foreach (var rune in Of(text).EnumerateRunes())
        {
            safe.Append(
                rune switch
                {
                    { IsAscii: true } => rune.ToString(),
                    { Value: '│' or '├' } => "|",
                    { Value: '└' } => "`",
                    { Value: '─' } => "-",
                    { Value: '…' } => "...",
                    { Value: '·' } => ".",
                    { Value: '×' } => "x",
                    _ => string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"),
                }
            );
        }

        return safe.ToString();
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~';

    private static bool IsSafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            )
        && rune != Rune.ReplacementChar;
}
