using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Infra.Core.Spec.Text;

/// <summary>What Pulumi turns a stack file's value into before a program gets it: JSON, with numbers in Go's format.</summary>
internal static class PassedJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Returns the JSON; null if Pulumi rejects the value, or passes it in a different form than written: a date, an infinite number.
    /// </summary>
    internal static string? Of(TextNode node)
    {
        switch (node)
        {
            case TextNode.Map map:
                var entries = map
                    .Entries.Select(entry => (Key: JsonSerializer.Serialize(entry.Key, Plain), Json: Of(entry.Value)))
                    .ToList();
                return entries.Exists(entry => entry.Json is null)
                    ? null
                    : $"{{{string.Join(',', entries.Select(entry => $"{entry.Key}:{entry.Json}"))}}}";
            case TextNode.Sequence list:
                var items = list.Items.Select(Of).ToList();
                return items.Contains(null) ? null : $"[{string.Join(',', items)}]";
            case TextNode.Scalar { Quoted: true } quoted:
                return JsonSerializer.Serialize(quoted.Text, Plain);
            case TextNode.Scalar plain:
                return OfPlain(plain.Text);
            default:
                return null;
        }
    }

    /// <summary>The same for a setting of its own, which is passed as text: <c>12</c> and <c>"12"</c> alike, and null as empty.</summary>
    internal static string? OfSetting(TextNode node) =>
        node switch
        {
            TextNode.Scalar { Quoted: true } quoted => quoted.Text,
            TextNode.Scalar plain => PlainScalar.Read(plain.Text) switch
            {
                { Kind: ScalarKind.Text } => plain.Text,
                { Kind: ScalarKind.Null } => "",
                { Kind: ScalarKind.Integer } number => number.Whole.ToString(CultureInfo.InvariantCulture),
                _ => OfPlain(plain.Text),
            },
            _ => Of(node),
        };

    private static string? OfPlain(string text) =>
        PlainScalar.Read(text) switch
        {
            { Kind: ScalarKind.Text } => JsonSerializer.Serialize(text, Plain),
            { Kind: ScalarKind.Null } => "null",
            { Kind: ScalarKind.Boolean } => text[0] is 't' or 'T' ? "true" : "false",
            { Kind: ScalarKind.Integer } number => OfWhole(number.Whole),
            { Kind: ScalarKind.Float } number => double.IsFinite(number.Real) ? OfReal(number.Real) : null,
            _ => null,
        };

    // What does not fit a signed 64-bit integer passes through a float.
    private static string OfWhole(BigInteger number) =>
        number >= long.MinValue && number <= long.MaxValue ? number.ToString(CultureInfo.InvariantCulture) : OfReal((ulong)number);

    /// <summary>
    /// As in https://pkg.go.dev/encoding/json#Marshal: the fewest digits, with an exponent for very small or large numbers.
    /// </summary>
    private static string OfReal(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        // The shortest digits that round-trip, as "-1.5E-07" or "123.45".
        var parts = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].Contains('.', StringComparison.Ordinal) ? parts[0].IndexOf('.', StringComparison.Ordinal) : parts[0].Length;
        var all = parts[0].Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var exponent = point - (all.Length - digits.Length) + (parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        digits = digits.TrimEnd('0');
        return (number < 0 ? "-" : "")
            + (Math.Abs(number) is < 1e-6 or >= 1e21 ? Scientific(digits, exponent - 1) : Positional(digits, exponent));
    }

    private static string Scientific(string digits, int exponent) =>
        $"{digits[0]}{(digits.Length > 1 ? $".{digits[1..]}" : "")}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";

    private static string Positional(string digits, int point) =>
        point <= 0 ? $"0.{new string('0', -point)}{digits}"
        : point >= digits.Length ? digits + new string('0', point - digits.Length)
        : $"{digits[..point]}.{digits[point..]}";
}
