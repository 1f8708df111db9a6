using System.Globalization;
using System.Text.Json;

namespace Infra.Cli.Preflight;

/// <summary>Numbers as the tools write them: as numbers, with a fraction, or as text.</summary>
internal static class JsonNumbers
{
    /// <exception cref="FormatException">Not a number, or not one a quota could have.</exception>
    internal static long Whole(this JsonElement value)
    {
        var number =
            value.ValueKind == JsonValueKind.String
                ? decimal.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
                : value.GetDecimal();
        return number is >= -1 and <= long.MaxValue / 2048 ? (long)number : throw new FormatException("No number of things.");
    }
}
