using System.Globalization;
using System.Text;
using Infra.Cli.Output;

namespace Infra.Cli.Graphs;

/// <summary>Encodes arbitrary text where a graph language accepts only a few characters.</summary>
internal static class GraphNames
{
    /// <summary>
    /// A name of letters, digits and underscores, distinct for each key: <c>node__orders_db_1</c> for <c>node/orders-db-1</c>. Anything
    /// that would make two keys collide, and any character other than a lower-case letter or digit, is written as <c>_X2d_</c>.
    /// </summary>
    internal static string Of(string key)
    {
        var name = new StringBuilder();
        for (var i = 0; i < key.Length; i++)
        {
            _ = key[i] switch
            {
                var c when IsPlain(c) => name.Append(c),
                '/' => name.Append("__"),
                '-' when i > 0 && i < key.Length - 1 && IsPlain(key[i - 1]) && IsPlain(key[i + 1]) => name.Append('_'),
                var c => name.Append(CultureInfo.InvariantCulture, $"_X{(int)c:x}_"),
            };
        }

        return name.ToString();
    }

    /// <summary>The lines with invisible characters written out, each character as <paramref name="escape"/> returns it.</summary>
    internal static string Text(IEnumerable<string> lines, string separator, Func<Rune, string> escape) =>
        string.Join(separator, lines.Select(line => string.Concat(Printable.Of(line).EnumerateRunes().Select(escape))));

    private static bool IsPlain(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
