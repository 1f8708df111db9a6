using System.Globalization;

namespace Infra.Reachability.Packets;

/// <summary>Decimal numbers as every emitter writes them: digits alone, without sign, space or leading zero.</summary>
internal static class Numbers
{
    /// <exception cref="UnknownRuleException">Anything else, or a number outside of the bounds, which are inclusive.</exception>
    internal static int Parse(string text, int first, int last) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= first
        && number <= last
        && (text[0] != '0' || text.Length == 1)
            ? number
            : throw new UnknownRuleException($"'{text}' is not a number of {first}-{last}");
}
