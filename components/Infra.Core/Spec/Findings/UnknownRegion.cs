using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A region that the cloud or this version does not have.</summary>
internal static class UnknownRegion
{
    /// <param name="cloud">Null if the project names none that is known.</param>
    internal static Diagnostic Malformed(SourceLocation where, string region, CloudKind? cloud) =>
        At(
            where,
            $"{Shown.Quote(region)} is not a valid region name: use lower-case letters, digits and dashes, starting with a letter.",
            cloud is { } named ? RegionSuggestion.Remedy(region, named) : "Use the cloud's name for the region."
        );

    internal static Diagnostic OfPeer(SourceLocation where, string region, CloudKind cloud) =>
        At(where, Unknown(region, cloud), RegionSuggestion.Remedy(region, cloud));

    internal static Diagnostic OfProject(SourceLocation where, string region, CloudKind cloud)
    {
        var remedy = RegionSuggestion.Remedy(region, cloud);
        return At(
            where,
            Unknown(region, cloud),
            cloud.IsThisMachine()
                ? remedy
                : $"{remedy} For another region list its zones: 'zones: [{Regions.SampleZones(cloud, "<region>")}]'."
        );
    }

    private static string Unknown(string region, CloudKind cloud) =>
        $"{Shown.Quote(region)} is not a region of {Words.Title(cloud)} known to this version.";

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.UnknownRegion, Severity.Error, where, message, remedy);
}
