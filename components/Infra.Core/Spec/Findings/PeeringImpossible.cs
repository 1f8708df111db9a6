using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A peering that the clouds do not offer.</summary>
internal static class PeeringImpossible
{
    /// <param name="key">A key of the other provider's networks.</param>
    internal static Diagnostic KeyOfOther(SourceLocation where, string key, CloudKind ours, CloudKind other) =>
        OtherProvider(where, $"'{key}' names a network on {Words.Of(other)}, and this project is on {Words.Of(ours)}", ours, other);

    internal static Diagnostic Named(SourceLocation where, CloudKind ours, CloudKind other) =>
        OtherProvider(where, $"A project on {Words.Of(ours)} cannot be peered with a network on {Words.Of(other)}", ours, other);

    internal static Diagnostic NotOnCloud(SourceLocation where, CloudKind cloud) =>
        At(where, $"{Words.Opening(cloud)} does not support peerings.", "Remove the peerings; local clients only need 'allowedSources'.");

    internal static Diagnostic OtherPartition(SourceLocation where, string region, string partition, string ours) =>
        At(
            where,
            $"{region} is in the partition {partition} and the project in {ours}: AWS does not connect partitions.",
            "Peer with a VPC in the project's own partition."
        );

    private static Diagnostic OtherProvider(SourceLocation where, string what, CloudKind ours, CloudKind other) =>
        At(
            where,
            $"{what}: cloud providers peer only their own networks.",
            $"Name a network on {Words.Of(ours)}; put the project on {Words.Of(other)}; or connect the two by a VPN and list its "
                + "networks in 'allowedSources'."
        );

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.PeeringImpossible, Severity.Error, where, message, remedy);
}
