using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Peerings;

/// <summary>Reads identifiers issued by other accounts, checked against their published forms so that typos are found here.</summary>
internal static partial class PeerIds
{
    /// <summary>Returns the text if it has the form; otherwise null (reported).</summary>
    /// <param name="what">For messages: <c>a VPC ID</c>.</param>
    /// <param name="form">The form in words, for the remedy.</param>
    /// <param name="bad">Whose identifier it is; null: the other side's.</param>
    internal static string? Read(TextNode? node, Regex pattern, string what, string form, DiagnosticBag bag, BadId? bad = null)
    {
        if (ValueReader.Text(node, what, bag) is not { } text)
        {
            return null;
        }

        if (pattern.IsMatch(text))
        {
            return text;
        }

        bag.Add((bad ?? BadId.OtherSide).Malformed(node!.Where, text, what, form));
        return null;
    }

    /// <summary>A UUID in lower case, so that comparisons are exact.</summary>
    internal static string? Uuid(TextNode? node, string what, DiagnosticBag bag, BadId? bad = null) =>
        Read(node, UuidForm(), what, "'00000000-0000-4000-8000-000000000000': 32 hexadecimal digits in five groups", bag, bad)
            ?.ToLowerInvariant();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\z")]
    private static partial Regex UuidForm();
}
