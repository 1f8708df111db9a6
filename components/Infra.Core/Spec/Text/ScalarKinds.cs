using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Text;

/// <summary>What an unquoted scalar means to Pulumi, which reads stack files with go-yaml v3 and passes on JSON.</summary>
internal enum ScalarKind
{
    Text,
    Integer,
    Float,
    Boolean,
    Null,

    /// <summary>A date: JSON has a time of day behind it.</summary>
    Date,
}

/// <summary>
/// Decides the kind of a scalar, as https://github.com/yaml/go-yaml/blob/v3/resolve.go does: what is a number or a date there
/// must not be taken for text here.
/// </summary>
internal static partial class ScalarKinds
{
    internal static ScalarKind Of(TextNode.Scalar scalar) => scalar.Quoted ? ScalarKind.Text : OfPlain(scalar.Text);

    /// <summary>The kind of what stands without quotes.</summary>
    internal static ScalarKind OfPlain(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
            ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF" => ScalarKind.Float,
            ['+' or '-', .. ".inf" or ".Inf" or ".INF"] => ScalarKind.Float,
            ['.', ..] => Decimal().IsMatch(text) ? ScalarKind.Float : ScalarKind.Text,
            [>= '0' and <= '9' or '+' or '-', ..] => OfNumber(text),
            _ => ScalarKind.Text,
        };

    internal static string Describe(TextNode.Scalar scalar) =>
        Of(scalar) switch
        {
            ScalarKind.Integer => $"the number {scalar.Text}",
            ScalarKind.Float => $"the number {scalar.Text}",
            ScalarKind.Boolean => $"the boolean {scalar.Text}",
            ScalarKind.Date => $"the date {scalar.Text}",
            ScalarKind.Null => "nothing",
            _ => $"the text {Shown.Quote(scalar.Text)}",
        };

    private static ScalarKind OfNumber(string text)
    {
        if (Date().IsMatch(text))
        {
            return ScalarKind.Date;
        }

        // 1_000 is a thousand, 017 and 0o17 are fifteen.
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        return Whole().IsMatch(plain) ? ScalarKind.Integer
            : Decimal().IsMatch(plain) ? ScalarKind.Float
            : ScalarKind.Text;
    }

    [GeneratedRegex(@"\A[-+]?([0-9]+|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    // A day or a month that is none makes text of it, which is no better to have been written without quotes.
    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
