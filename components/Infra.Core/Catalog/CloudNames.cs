using System.Text;

namespace Infra.Core.Catalog;

/// <summary>
/// Names of resources in clouds where a name is a resource's identity: all of a Google Cloud project or an Azure subscription share one
/// namespace. Names of projects and services may contain dashes, which also join them, so <c>demo</c>'s <c>orders-db</c> and
/// <c>demo-orders</c>' <c>db</c> read alike: each name ends in a digest of its identity, preceded by as much of the readable name as fits.
/// </summary>
/// <remarks>
/// Lower-case letters, digits and single dashes, starting with a letter, not ending with a dash, at most 63: what Google Cloud requires
/// (RFC 1035, https://cloud.google.com/compute/docs/naming-resources) and what every Azure resource created here accepts
/// (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules; a Linux VM's name has 64).
/// </remarks>
public static class CloudNames
{
    /// <summary>Maximum length of a name in characters.</summary>
    public const int Longest = 63;

    // 40 bits: among a thousand names with the same beginning the chance of a collision is one in two million.
    private const int DigestLength = 8;
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The name of a project's resource: <c>acme-orders-db-1-g1-x7w2m4cz</c>.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="parts">What it is, from general to specific; any text, distinct from every other list of parts.</param>
    public static string Of(string project, params string[] parts)
    {
        string[] all = [project, .. parts];
        return Unique(Readable(string.Join('-', all)), "", Longest, string.Concat(all.Select(part => $"{part.Length}:{part}")));
    }

    /// <summary>As much of a readable name as fits, followed by the digest of its identity.</summary>
    /// <param name="head">How it begins.</param>
    /// <param name="tail">How it continues; it distinguishes neighbours, so the head is shortened first, down to half of the space.</param>
    /// <param name="longest">Maximum length of the whole in characters.</param>
    /// <param name="identity">What it identifies: a different text for everything in the same namespace.</param>
    internal static string Unique(string head, string tail, int longest, string identity)
    {
        var room = longest - DigestLength - 1;
        var first = Cut(head, Math.Max(room - tail.Length, room / 2));
        return $"{first}{Cut(tail, room - first.Length)}-{Digest(identity)}";
    }

    private static string Cut(string text, int longest) => (text.Length > longest ? text[..longest] : text).TrimEnd('-');

    private static string Readable(string text)
    {
        var kept = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
        {
            var plain = char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
            if (plain || (kept.Length > 0 && kept[^1] != '-'))
            {
                kept.Append(plain ? c : '-');
            }
        }

        return kept.Length > 0 && char.IsAsciiLetterLower(kept[0]) ? kept.ToString() : $"x{kept}";
    }

    /// <summary>Eight characters of <c>[a-z2-7]</c>, a digest of a text.</summary>
    internal static string Digest(string identity) =>
        string.Concat(Stable.Sha256(identity).Take(DigestLength).Select(octet => Base32[octet & 31]));
}
