using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Gcp;

/// <summary>
/// Names of firewall rules and accounts in GCP: <see cref="CloudNames"/> with their own length, where a rule's most important part comes
/// last. If two firewalls or accounts collided, it would be a hole, not an error.
/// </summary>
public static class GcpNames
{
    /// <summary>RFC 1035 labels: https://cloud.google.com/compute/docs/naming-resources#resource-name-format.</summary>
    public const int LongestRule = 63;

    /// <summary>6-30 characters: https://cloud.google.com/iam/docs/service-accounts-create.</summary>
    public const int LongestAccount = 30;

    /// <summary>ID of the service account that a service's nodes run as.</summary>
    public static string ServiceAccount(string project, string service) =>
        CloudNames.Unique($"{project}-{service}", "", LongestAccount, $"{project}/{service}");

    /// <param name="rule">The rule's name within the service: <c>in-clients-schema_registry-v4</c>.</param>
    public static string Rule(string project, string service, string rule) =>
        CloudNames.Unique($"{project}-{service}", $"-{rule.Replace('_', '-')}", LongestRule, $"{project}/{service}/{rule}");
}
