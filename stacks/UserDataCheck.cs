using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Boot;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Stacks;

/// <summary>
/// Checks the size of user data before the operator's key and the volumes' ids are known: with stand-ins that compress
/// as badly as the real ones. One node a service is enough, the one with the longest name: in nothing else do they differ much.
/// </summary>
internal static class UserDataCheck
{
    private const string SomeKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZ3qRk0vXn7cYw2Jb5TtLmPs8uE1hDaQoVx4NiKyC6r";
    private const string SomeVolume = "vol-0f3a9c27d1b865e40";

    internal static ImmutableArray<Diagnostic> Check(ProjectPlan plan, string fileName) => BootDiagnostics.Check(
        plan,
        plan.Topology.Nodes.GroupBy(node => node.Service).Select(service => Largest(plan, service)).ToDictionary(),
        fileName);

    private static KeyValuePair<string, UserDataTemplate> Largest(ProjectPlan plan, IEnumerable<Node> nodes)
    {
        var node = nodes.MaxBy(node => node.Key.Length)!;
        return KeyValuePair.Create(node.Key, UserData.Template(WithDevices(plan, node), node.Key, SomeKey));
    }

    private static ProjectPlan WithDevices(ProjectPlan plan, Node node) => plan.Spec.Cloud == CloudKind.Aws
        ? plan.WithDevicePaths(node.Key, node.Volumes.ToDictionary(volume => volume.Name, _ => DevicePaths.Ebs(SomeVolume)))
        : plan;
}
