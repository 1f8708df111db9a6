using System.Collections.Immutable;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>More zones than the region has.</summary>
internal static class TooManyZones
{
    internal static Diagnostic OfNone(SourceLocation region, string name, string sample) =>
        At(
            region,
            $"{name} has no zones; a project distributes its nodes over zones.",
            $"Choose a region with zones or, if it now has zones, list them: 'zones: [{sample}]'."
        );

    /// <param name="known">The region's zones, as far as this version knows.</param>
    internal static Diagnostic Of(SourceLocation where, int count, string region, ImmutableArray<string> known) =>
        At(
            where,
            $"{count} zones, but {region} has {known.Length}: {Shown.List(known)}.",
            $"Write {known.Length} or fewer, or list the zones that your account sees: [{Shown.List(known)}]."
        );

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.TooManyZones, Severity.Error, where, message, remedy);
}
