using System.Globalization;

namespace Infra.Reachability.Packets;

/// <summary>Decimal numbers as every emitter writes them: digits only, without sign, space or leading zero.</summary>
internal static class Numbers
{
    /// <exception cref="UnknownRuleException">Any other form, or a number outside the bounds, which are inclusive.</exception>
    internal static int Parse(string text, int first, int last) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= first
        && number <= last
        && (text[0] != '0' || text.Length == 1)
            ? number
            : throw new UnknownRuleException($"'{text}' is not a number of {first}-{last}");
}
