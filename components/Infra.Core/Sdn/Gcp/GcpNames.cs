using Infra.Core.Catalog;

namespace Infra.Core.Sdn.Gcp;

/// <summary>
/// Names in GCP. They are shared by everything in the cloud's project, and dashes both join and occur in names: demo's
/// orders-db and demo-orders' db read alike. So, as all names there (<see cref="CloudNames"/>), each ends in a digest of
/// what it names; before it stands as much of the readable name as fits. Two firewalls or accounts that by accident are
/// one would be a hole, not an error.
/// </summary>
public static class GcpNames
{
    /// <summary>RFC 1035 labels: https://cloud.google.com/compute/docs/naming-resources#resource-name-format.</summary>
    public const int LongestRule = 63;

    /// <summary>6-30 characters: https://cloud.google.com/iam/docs/service-accounts-create.</summary>
    public const int LongestAccount = 30;

    private const int DigestLength = 8;

    /// <summary>Id of the service account that a service's nodes run as.</summary>
    public static string ServiceAccount(string project, string service) =>
        Shortened($"{project}-{service}", "", LongestAccount, $"{project}/{service}");

    /// <param name="rule">What it is within the service: <c>in-clients-schema_registry-v4</c>.</param>
    public static string Rule(string project, string service, string rule) =>
        Shortened($"{project}-{service}", $"-{rule.Replace('_', '-')}", LongestRule, $"{project}/{service}/{rule}");

    /// <summary>The tail tells rules of one service apart, so the head gives way first, down to half of the room.</summary>
    private static string Shortened(string head, string tail, int longest, string identity)
    {
        var room = longest - DigestLength - 1;
        var first = Cut(head, Math.Max(room - tail.Length, room / 2));
        return $"{first}{Cut(tail, room - first.Length)}-{CloudNames.Digest(identity)}";
    }

    private static string Cut(string text, int longest) => (text.Length > longest ? text[..longest] : text).TrimEnd('-');
}
