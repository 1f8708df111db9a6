using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Boot;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Stacks;

/// <summary>
/// Checks the size of user data before the volumes' ids, and perhaps the operators' keys, are known: with stand-ins that compress
/// as badly as the real ones. One node a service is enough, the one with the longest name: in nothing else do they differ much.
/// </summary>
internal static class UserDataCheck
{
    private const string SomeKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZ3qRk0vXn7cYw2Jb5TtLmPs8uE1hDaQoVx4NiKyC6r";
    private const string SomeVolume = "vol-0f3a9c27d1b865e40";

    internal static ImmutableArray<Diagnostic> Check(ProjectPlan plan, StackSource source)
    {
        var places = new StackPlaces(source);
        var keys = plan.OperatorKeys.AreSomebodys ? plan.OperatorKeys : OperatorKeys.Parse(SomeKey);
        return
        [
            .. plan
                .Topology.Nodes.GroupBy(node => node.Service)
                .Select(service => service.MaxBy(node => node.Key.Length)!)
                .SelectMany(node => BootDiagnostics.Check(WithDevices(plan, node) with { OperatorKeys = keys }, [node.Key], places.Of)),
        ];
    }

    private static ProjectPlan WithDevices(ProjectPlan plan, Node node) =>
        plan.Spec.Cloud == CloudKind.Aws
            ? plan.WithDevicePaths(node.Key, node.Volumes.ToDictionary(volume => volume.Name, _ => DevicePaths.Ebs(SomeVolume)))
            : plan;
}
