using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Clouds;

namespace Infra.Core.Spec.Dns;

/// <summary>The key by which each cloud finds a zone, in its own words, and what its value looks like.</summary>
internal sealed partial record ZoneKey(string Key, string What, Regex Form, string Example)
{
    // https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html: up to 32 characters.
    private static readonly ZoneKey Aws = new("hostedZoneId", "Route 53 hosted zone id", HostedZoneId(), "Z0123456789ABCDEFGHIJ");

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
    private static readonly ZoneKey Azure = new("resourceGroup", "name of the DNS zone's resource group", ResourceGroup(), "dns");

    // https://cloud.google.com/dns/docs/reference/rest/v1/managedZones: 1-63 characters.
    private static readonly ZoneKey Gcp = new("managedZone", "name of a Cloud DNS managed zone", ManagedZone(), "example-com");

    /// <summary>The clouds' keys, sorted.</summary>
    internal static ImmutableArray<string> All { get; } =
    [.. new[] { Aws, Azure, Gcp }.Select(zone => zone.Key).Order(StringComparer.Ordinal)];

    /// <summary>A cloud's; null where zones have no id.</summary>
    internal static ZoneKey? Of(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => Aws,
            CloudKind.Azure => Azure,
            CloudKind.Gcp => Gcp,
            _ => null,
        };

    [GeneratedRegex(@"\AZ[A-Z0-9]{1,31}\z")]
    private static partial Regex HostedZoneId();

    [GeneratedRegex(@"\A[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]\z")]
    private static partial Regex ResourceGroup();

    [GeneratedRegex(@"\A[a-z]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex ManagedZone();
}
