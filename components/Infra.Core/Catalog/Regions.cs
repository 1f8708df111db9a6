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
    public static ImmutableArray<string> Of(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => [.. AwsRegions.ZoneLetters.Keys],
            CloudKind.Azure => [.. AzureRegions.WithZones.Union(AzureRegions.WithoutZones)],
            CloudKind.Gcp => [.. GcpRegions.ZoneLetters.Keys],
            CloudKind.Local => [Local],
            _ => [],
        };

    /// <summary>
    /// The cloud's names of a region's zones, in the order in which a project takes them; empty for a region that has
    /// none, null for an unknown region.
    /// </summary>
    public static ImmutableArray<string>? ZonesOf(CloudKind cloud, string region) =>
        cloud switch
        {
            CloudKind.Aws when AwsRegions.ZoneLetters.TryGetValue(region, out var letters) =>
            [
                .. letters.Select(letter => $"{region}{letter}"),
            ],
            CloudKind.Azure when AzureRegions.WithZones.Contains(region) => AzureRegions.Zones,
            CloudKind.Azure when AzureRegions.WithoutZones.Contains(region) => [],
            CloudKind.Gcp when GcpRegions.ZoneLetters.TryGetValue(region, out var letters) =>
            [
                .. letters.Select(letter => $"{region}-{letter}"),
            ],
            CloudKind.Local when region == Local => [.. "abcdef".Select(letter => $"{Local}-{letter}")],
            _ => null,
        };

    /// <summary>Whether a zone's name belongs to a region, by the cloud's own form of names.</summary>
    public static bool IsZoneOf(CloudKind cloud, string region, string zone) =>
        cloud switch
        {
            CloudKind.Aws => IsLetterAfter(region, zone),
            CloudKind.Azure => AzureRegions.Zones.Contains(zone),
            CloudKind.Gcp => IsLetterAfter($"{region}-", zone),
            CloudKind.Local => ZonesOf(cloud, region)?.Contains(zone) ?? false,
            _ => false,
        };

    /// <summary>Two zones of a region as they would be named, for messages: <c>eu-west-1a, eu-west-1b</c>.</summary>
    public static string SampleZones(CloudKind cloud, string region) =>
        cloud switch
        {
            CloudKind.Aws => $"{region}a, {region}b",
            CloudKind.Azure => "\"1\", \"2\"",
            CloudKind.Gcp => $"{region}-a, {region}-b",
            _ => $"{Local}-a, {Local}-b",
        };

    /// <summary>Whether a zone's name says which region it is in. Azure's are the same in every region.</summary>
    public static bool ZonesNameTheirRegion(CloudKind cloud) => cloud != CloudKind.Azure;

    /// <summary>Whether a region may be named at all: what goes into cloud names, lock files and shells' arguments.</summary>
    public static bool IsWellFormed(string region) =>
        region.Length is >= 1 and <= 40
        && char.IsAsciiLetterLower(region[0])
        && region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsLetterAfter(string prefix, string zone) =>
        zone.Length == prefix.Length + 1 && zone.StartsWith(prefix, StringComparison.Ordinal) && char.IsAsciiLetterLower(zone[^1]);
}
