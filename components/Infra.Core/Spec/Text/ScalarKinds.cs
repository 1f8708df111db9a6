using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Text;

/// <summary>The type of an unquoted scalar for Pulumi, which reads stack files with go-yaml v3 and passes JSON on.</summary>
internal enum ScalarKind
{
    Text,
    Integer,
    Float,
    Boolean,
    Null,

    /// <summary>A date: its JSON has a time of day appended.</summary>
    Date,
}

/// <summary>The kind of a scalar, quoted or not: see <see cref="PlainScalar"/>.</summary>
internal static class ScalarKinds
{
    internal static ScalarKind Of(TextNode.Scalar scalar) => scalar.Quoted ? ScalarKind.Text : OfPlain(scalar.Text);

    /// <summary>The kind of an unquoted scalar.</summary>
    internal static ScalarKind OfPlain(string text) => PlainScalar.Read(text).Kind;

    internal static string Describe(TextNode.Scalar scalar) =>
        Of(scalar) switch
        {
            ScalarKind.Integer or ScalarKind.Float => $"the number {scalar.Text}",
            ScalarKind.Boolean => $"the boolean {scalar.Text}",
            ScalarKind.Date => $"the date {scalar.Text}",
            ScalarKind.Null => "nothing",
            _ => $"the text {Shown.Quote(scalar.Text)}",
        };
}
