using System.Globalization;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Text;

/// <summary>What an unquoted scalar means, by the YAML 1.2 core schema: the same reading as Pulumi's, which passes it on as JSON.</summary>
internal enum ScalarKind
{
    Text,
    Integer,
    Float,
    Boolean,
    Null,
}

/// <summary>Decides the kind of a scalar.</summary>
internal static class ScalarKinds
{
    internal static ScalarKind Of(TextNode.Scalar scalar)
    {
        if (scalar.Quoted)
        {
            return ScalarKind.Text;
        }

        var text = scalar.Text;
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
            _ when IsInteger(text) => ScalarKind.Integer,
            _ when IsFloat(text) => ScalarKind.Float,
            _ => ScalarKind.Text,
        };
    }

    internal static string Describe(TextNode.Scalar scalar) => Of(scalar) switch
    {
        ScalarKind.Integer => $"the number {scalar.Text}",
        ScalarKind.Float => $"the number {scalar.Text}",
        ScalarKind.Boolean => $"the boolean {scalar.Text}",
        ScalarKind.Null => "nothing",
        _ => $"the text {Shown.Quote(scalar.Text)}",
    };

    private static bool IsInteger(string text)
    {
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        return digits is ['0', 'x' or 'o', _, ..]
            ? digits.Skip(2).All(char.IsAsciiHexDigit)
            : digits.Length > 0 && digits.All(char.IsAsciiDigit);
    }

    private static bool IsFloat(string text) =>
        text is ".inf" or "-.inf" or ".nan"
        || (text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E')
            && double.TryParse(text, CultureInfo.InvariantCulture, out _));
}
