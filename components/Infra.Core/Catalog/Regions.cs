using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>
/// Regions and their zones. Which zones an account sees can differ (older accounts lack some, new ones are added), so the
/// stack file may name zones itself, and then any region goes.
/// </summary>
public static class Regions
{
    /// <summary>The local cloud's only region.</summary>
    public const string Local = "local";

    /// <summary>Known regions of a cloud, sorted, those without zones among them.</summary>
    public static ImmutableArray<string> Of(CloudKind cloud) => Facts(cloud).Regions;

    /// <summary>Whether a region is one of another cloud than this.</summary>
    internal static bool IsElsewhere(string region, CloudKind cloud) =>
        CloudRegistry.All.Any(other => other.Kind != cloud && other.Regions.Contains(region));

    /// <summary>Whether any region that is known, of any cloud, has zones called so.</summary>
    internal static bool IsZoneAnywhere(string zone) =>
        CloudRegistry.All.Any(cloud => cloud.Regions.Any(region => cloud.IsZoneOf(region, zone)));

    /// <summary>
    /// The cloud's names of a region's zones, in the order in which a project takes them; empty for a region that has
    /// none, null for an unknown region.
    /// </summary>
    public static ImmutableArray<string>? ZonesOf(CloudKind cloud, string region) => Facts(cloud).ZonesOf(region);

    /// <summary>Whether a zone's name belongs to a region, by the cloud's own form of names.</summary>
    public static bool IsZoneOf(CloudKind cloud, string region, string zone) => Facts(cloud).IsZoneOf(region, zone);

    /// <summary>Two zones of a region as they would be named, for messages: <c>eu-west-1a, eu-west-1b</c>.</summary>
    public static string SampleZones(CloudKind cloud, string region) => Facts(cloud).SampleZones(region);

    /// <summary>A region for examples.</summary>
    internal static string Sample(CloudKind cloud) => Facts(cloud).SampleRegion;

    /// <summary>Whether a zone's name says which region it is in. Azure's are the same in every region.</summary>
    public static bool ZonesNameTheirRegion(CloudKind cloud) => Facts(cloud).ZonesNameTheirRegion;

    /// <summary>Whether a region may be named at all: what goes into cloud names, lock files and shells' arguments.</summary>
    public static bool IsWellFormed(string region) =>
        region.Length is >= 1 and <= 40
        && char.IsAsciiLetterLower(region[0])
        && region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Zones of AWS and Google Cloud: the region and a letter.</summary>
    internal static bool IsLetterAfter(string prefix, string zone) =>
        zone.Length == prefix.Length + 1 && zone.StartsWith(prefix, StringComparison.Ordinal) && char.IsAsciiLetterLower(zone[^1]);

    private static ICloudFacts Facts(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud);
}
