using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>
/// Regions and their zones. The zones that an account sees can differ (older accounts lack some, new ones are added), so the stack file may
/// name zones itself, and then any region is allowed.
/// </summary>
public static class Regions
{
    /// <summary>The local cloud's only region.</summary>
    public const string Local = "local";

    /// <summary>Known regions of a cloud, sorted, including those without zones.</summary>
    public static ImmutableArray<string> Of(CloudKind cloud) => Facts(cloud).Regions;

    /// <summary>Whether a region belongs to a different cloud.</summary>
    internal static bool IsElsewhere(string region, CloudKind cloud) =>
        CloudRegistry.All.Any(other => other.Kind != cloud && other.Regions.Contains(region));

    /// <summary>Whether any known region of any cloud has a zone with this name.</summary>
    internal static bool IsZoneAnywhere(string zone) =>
        CloudRegistry.All.Any(cloud => cloud.Regions.Any(region => cloud.IsZoneOf(region, zone)));

    /// <summary>
    /// The cloud's names of a region's zones, in the order in which a project uses them; empty for a region without zones, null for an
    /// unknown region.
    /// </summary>
    public static ImmutableArray<string>? ZonesOf(CloudKind cloud, string region) => Facts(cloud).ZonesOf(region);

    /// <summary>Whether a zone's name belongs to a region, by the cloud's naming scheme.</summary>
    public static bool IsZoneOf(CloudKind cloud, string region, string zone) => Facts(cloud).IsZoneOf(region, zone);

    /// <summary>Two zone names of a region, for messages: <c>eu-west-1a, eu-west-1b</c>.</summary>
    public static string SampleZones(CloudKind cloud, string region) => Facts(cloud).SampleZones(region);

    /// <summary>A region for examples.</summary>
    internal static string Sample(CloudKind cloud) => Facts(cloud).SampleRegion;

    /// <summary>Whether a zone's name contains its region. Azure's are the same in every region.</summary>
    public static bool ZonesNameTheirRegion(CloudKind cloud) => Facts(cloud).ZonesNameTheirRegion;

    /// <summary>Whether a region's name is safe in cloud names, lock files and shell arguments.</summary>
    public static bool IsWellFormed(string region) =>
        region.Length is >= 1 and <= 40
        && char.IsAsciiLetterLower(region[0])
        && region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Zones of AWS and Google Cloud: the region and a letter.</summary>
    internal static bool IsLetterAfter(string prefix, string zone) =>
        zone.Length == prefix.Length + 1 && zone.StartsWith(prefix, StringComparison.Ordinal) && char.IsAsciiLetterLower(zone[^1]);

    private static ICloudFacts Facts(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud);
}
