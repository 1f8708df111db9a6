using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Peerings;

/// <summary>Reads identifiers that other people's clouds gave: by their published forms, so that a slip is found here.</summary>
internal static partial class PeerIds
{
    /// <summary>The text when it has the form, else null (reported).</summary>
    /// <param name="what">For messages: <c>a VPC's id</c>.</param>
    /// <param name="form">What it reads like, for the remedy.</param>
    /// <param name="code">Of the finding.</param>
    internal static string? Read(
        TextNode? node,
        Regex pattern,
        string what,
        string form,
        DiagnosticBag bag,
        string code = DiagnosticCodes.BadPeerId
    )
    {
        if (ValueReader.Text(node, what, bag) is not { } text)
        {
            return null;
        }

        if (pattern.IsMatch(text))
        {
            return text;
        }

        bag.Error(code, node!.Where, $"{Shown.Quote(text)} is not {what}.", $"Expected: {form}.");
        return null;
    }

    /// <summary>A UUID in lower case: clouds compare them so.</summary>
    internal static string? Uuid(TextNode? node, string what, DiagnosticBag bag, string code = DiagnosticCodes.BadPeerId) =>
        Read(node, UuidForm(), what, "'00000000-0000-4000-8000-000000000000': 32 hexadecimal digits in five groups", bag, code)
            ?.ToLowerInvariant();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\z")]
    private static partial Regex UuidForm();
}
