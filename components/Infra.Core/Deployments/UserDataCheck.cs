using System.Collections.Immutable;
using Infra.Core.Boot;
using Infra.Core.Bundle;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Deployments;

/// <summary>
/// Checks the size of user data before volume IDs (and perhaps operators' keys) are known, using placeholders that compress as badly as
/// real values. Checks one node per service, the one with the longest name: nodes hardly differ otherwise.
/// </summary>
internal static class UserDataCheck
{
    private const string SomeKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZ3qRk0vXn7cYw2Jb5TtLmPs8uE1hDaQoVx4NiKyC6r";

    /// <param name="placeOf">Maps a key path to its place in the stack file.</param>
    internal static ImmutableArray<Diagnostic> Check(DeploymentPlan plan, Func<string, SourceLocation> placeOf) =>
        Check(
            plan.Project,
            plan.Topology.Machines.GroupBy(node => node.Service)
                .Select(service => service.MaxBy(node => node.Key.Length)!)
                .Select(node => plan.Nodes[node.Key].FirstBoot),
            placeOf
        );

    /// <summary>Returns one error per node whose user data exceeds the cloud's limit, placed at the largest contributor.</summary>
    internal static ImmutableArray<Diagnostic> Check(ProjectPlan plan, IEnumerable<FirstBoot> nodes, Func<string, SourceLocation> placeOf)
    {
        var keys = plan.OperatorKeys.AreSomebodys ? plan.OperatorKeys : OperatorKeys.Parse(SomeKey);
        var limit = CloudLimits.For(plan.Spec.Cloud).UserDataBytes;
        return
        [
            .. from boot in nodes.OrderBy(boot => boot.Node.Key, StringComparer.Ordinal)
            let holes = new NodeHoles(keys) { DevicePaths = LikelyPaths(boot.Node, plan.Spec.Cloud) }
            let size = boot.Fill(holes).SizeBytes
            where size > limit
            select UserDataShares.TooLarge(plan with { OperatorKeys = keys }, boot.Node.Key, size, holes, placeOf),
        ];
    }

    private static ImmutableDictionary<string, string> LikelyPaths(Node node, CloudKind cloud)
    {
        var room = CloudRegistry.Of<ICloudNodes>(cloud);
        return node
            .Volumes.Select(volume => (volume.Name, Path: room.LikelyDevicePath(volume.Name)))
            .Where(volume => volume.Path is not null)
            .ToImmutableDictionary(volume => volume.Name, volume => volume.Path!);
    }
}
