using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A zone that is not in the region, or is listed twice.</summary>
internal static class BadZoneName
{
    internal static Diagnostic NotOfRegion(SourceLocation where, string zone, CloudKind cloud, string region) =>
        At(where, $"{Shown.Quote(zone)} is not a zone of {region}.", $"Zones there are called e.g. '{Sample(cloud, region)}'.");

    internal static Diagnostic Twice(SourceLocation where, string zone) =>
        At(where, $"The zone {Shown.Quote(zone)} is listed twice.", "List each zone once.");

    private static string Sample(CloudKind cloud, string region) =>
        Regions.ZonesOf(cloud, region) switch
        {
            [var first, ..] => first,
            _ => Regions.SampleZones(cloud, region).Split(", ")[0].Trim('"'),
        };

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.BadZoneName, Severity.Error, where, message, remedy);
}
