using System.Collections.Immutable;
using Infra.Core.Spec;

namespace Infra.Core.Catalog;

/// <summary>
/// Zones of the regions in common use. Which zones an account sees can differ (older accounts lack some, new ones are
/// added), so the stack file may name zones itself, and then any region goes.
/// Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
/// </summary>
public static class Regions
{
    private static readonly ImmutableSortedDictionary<string, string> AwsZoneLetters = new Dictionary<string, string>
    {
        ["ap-northeast-1"] = "acd",
        ["ap-northeast-2"] = "abcd",
        ["ap-south-1"] = "abc",
        ["ap-southeast-1"] = "abc",
        ["ap-southeast-2"] = "abc",
        ["ca-central-1"] = "abd",
        ["eu-central-1"] = "abc",
        ["eu-central-2"] = "abc",
        ["eu-north-1"] = "abc",
        ["eu-south-1"] = "abc",
        ["eu-west-1"] = "abc",
        ["eu-west-2"] = "abc",
        ["eu-west-3"] = "abc",
        ["sa-east-1"] = "abc",
        ["us-east-1"] = "abcdef",
        ["us-east-2"] = "abc",
        ["us-west-1"] = "ac",
        ["us-west-2"] = "abcd",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The local cloud's only region.</summary>
    public const string Local = "local";

    /// <summary>Known regions of a cloud, sorted; empty where this version knows none.</summary>
    public static ImmutableArray<string> Of(CloudKind cloud) => cloud switch
    {
        CloudKind.Aws => [.. AwsZoneLetters.Keys],
        CloudKind.Local => [Local],
        _ => [],
    };

    /// <summary>The cloud's names of a region's zones, in the order in which a project takes them; null for an unknown region.</summary>
    public static ImmutableArray<string>? ZonesOf(CloudKind cloud, string region) => cloud switch
    {
        CloudKind.Aws when AwsZoneLetters.TryGetValue(region, out var letters) => [.. letters.Select(letter => $"{region}{letter}")],
        CloudKind.Local when region == Local => [.. "abcdef".Select(letter => $"{Local}-{letter}")],
        _ => null,
    };

    /// <summary>Whether a zone's name belongs to a region, by the cloud's own form of names.</summary>
    public static bool IsZoneOf(CloudKind cloud, string region, string zone) => cloud switch
    {
        CloudKind.Aws => zone.Length == region.Length + 1 && zone.StartsWith(region, StringComparison.Ordinal) && char.IsAsciiLetterLower(zone[^1]),
        CloudKind.Local => ZonesOf(cloud, region)?.Contains(zone) ?? false,
        _ => false,
    };
}
