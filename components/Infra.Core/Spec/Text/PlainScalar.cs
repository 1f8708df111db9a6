using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Infra.Core.Spec.Text;

/// <summary>
/// An unquoted scalar, read as Pulumi reads it: https://github.com/yaml/go-yaml/blob/v3/resolve.go; a test records the command's result for
/// each form. What is a number or a date there must not be read as text here, nor vice versa.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Whole">The value of an <see cref="ScalarKind.Integer"/>.</param>
/// <param name="Real">The value of a <see cref="ScalarKind.Float"/>; infinity or NaN if written so.</param>
internal readonly partial record struct PlainScalar(ScalarKind Kind, BigInteger Whole = default, double Real = 0)
{
    private static readonly PlainScalar Text = new(ScalarKind.Text);

    internal static PlainScalar Read(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => new(ScalarKind.Null),
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => new(ScalarKind.Boolean),
            ".nan" or ".NaN" or ".NAN" => new(ScalarKind.Float, Real: double.NaN),
            ".inf" or ".Inf" or ".INF" or ['+', .. ".inf" or ".Inf" or ".INF"] => new(ScalarKind.Float, Real: double.PositiveInfinity),
            ['-', .. ".inf" or ".Inf" or ".INF"] => new(ScalarKind.Float, Real: double.NegativeInfinity),
            ['.', ..] => Fraction().IsMatch(text) ? OfReal(WithoutUnderscores(text)) : Text,
            [>= '0' and <= '9' or '+' or '-', ..] => OfNumber(text),
            _ => Text,
        };

    private static PlainScalar OfNumber(string text)
    {
        if (Date().IsMatch(text))
        {
            return new(ScalarKind.Date);
        }

        // 1_000 is a thousand, 017 and 0o17 are fifteen.
        var plain = WithoutUnderscores(text);
        return WholeOf(plain) is { } whole ? new(ScalarKind.Integer, whole)
            : Decimal().IsMatch(plain) ? OfReal(plain)
            : WholeOfOddSign(plain) is { } odd ? new(ScalarKind.Integer, odd)
            : Text;
    }

    // A number out of range is text again: 1e400.
    private static PlainScalar OfReal(string plain) =>
        double.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture) is var real && double.IsFinite(real)
            ? new(ScalarKind.Float, Real: real)
            : Text;

    /// <summary>As Go's <c>strconv.ParseInt</c> and <c>ParseUint</c> with base 0: 64 bits, or 63 with a sign.</summary>
    private static BigInteger? WholeOf(string plain)
    {
        if (Whole64().Match(plain) is not { Success: true } parts)
        {
            return null;
        }

        // 64 binary digits are the most that fit; converting a million digits would take minutes.
        if (parts.Groups.Values.Skip(1).Any(digits => digits.ValueSpan.TrimStart('0').Length > 64))
        {
            return null;
        }

        var sign = parts.Groups["sign"].Value;
        var value =
            parts.Groups["hex"] is { Success: true } hex ? Digits(hex.Value, 16)
            : parts.Groups["octal"] is { Success: true } octal ? Digits(octal.Value, 8)
            : parts.Groups["binary"] is { Success: true } binary ? Digits(binary.Value, 2)
            : BigInteger.Parse(parts.Groups["decimal"].Value, CultureInfo.InvariantCulture);
        value = sign == "-" ? -value : value;
        return value >= long.MinValue && value <= (sign.Length == 0 ? ulong.MaxValue : long.MaxValue) ? value : null;
    }

    // go-yaml reads the digits after these two prefixes with a sign of their own: 0o-7 is -7.
    private static BigInteger? WholeOfOddSign(string plain) =>
        OddSign().Match(plain) is { Success: true } parts
            ? WholeOf($"{parts.Groups[2].Value}{parts.Groups[1].Value}{parts.Groups[3].Value}")
            : null;

    private static BigInteger Digits(string digits, int radix) =>
        digits.Aggregate(BigInteger.Zero, (value, digit) => (value * radix) + Convert.ToInt32($"{digit}", 16));

    private static string WithoutUnderscores(string text) => text.Replace("_", "", StringComparison.Ordinal);

    [GeneratedRegex(
        @"\A(?<sign>[-+]?)(0[xX](?<hex>[0-9a-fA-F]+)|0[bB](?<binary>[01]+)|0[oO]?(?<octal>[0-7]+)|(?<decimal>0|[1-9][0-9]*))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Whole64();

    [GeneratedRegex(@"\A(0[bo])([-+])([0-7]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex OddSign();

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    // Go's own rule: an underscore must be between digits.
    [GeneratedRegex(@"\A\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Fraction();

    // An invalid day, month or hour makes it text, but it should be quoted all the same.
    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
