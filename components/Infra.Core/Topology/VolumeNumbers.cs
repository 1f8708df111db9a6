using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>
/// Numbers a service's volumes on clouds that attach them by number. The lock file keeps the numbers: machine sizes support as few as four,
/// so numbers derived from names would clash, and positional ones would move when a volume is added.
/// </summary>
internal static class VolumeNumbers
{
    /// <summary>The largest count of numbers on any cloud.</summary>
    internal static int Count => CloudRegistry.All.Max(cloud => cloud.VolumeNumbers ?? 0);

    /// <summary>Whether the cloud attaches volumes by number: Azure's LUN.</summary>
    internal static bool Are(CloudKind cloud) => CloudRegistry.Of<ICloudNodes>(cloud).VolumeNumbers is not null;

    /// <summary>
    /// A number from 0 for each volume that the file lists or that a running node still has; empty on clouds without numbers. Unique within
    /// the file, and within each node.
    /// </summary>
    internal static ImmutableSortedDictionary<string, int> Allocate(
        ProjectSpec spec,
        ServiceSpec service,
        ImmutableSortedDictionary<int, LockedNode> nodes,
        ImmutableSortedDictionary<string, int> old,
        SourceMap places,
        List<LockChange> changes,
        DiagnosticBag bag
    )
    {
        var wanted = Are(spec.Cloud) ? service.VolumesGiB.Keys.ToImmutableArray() : [];
        var held = Are(spec.Cloud)
            ? nodes.Values.SelectMany(node => node.Shape.VolumesGiB.Keys).Concat(wanted).ToHashSet(StringComparer.Ordinal)
            : [];
        var numbers = old.RemoveRange(old.Keys.Where(name => !held.Contains(name)));
        foreach (var gone in old.Keys.Except(numbers.Keys))
        {
            changes.Add(
                new LockChange(
                    LockChangeKind.Frees,
                    $"services.{service.Name}.volumes.{gone}",
                    $"{service.Name}: freed volume number {old[gone]} of {gone}."
                )
            );
        }

        foreach (var name in wanted.Except(numbers.Keys).Order(StringComparer.Ordinal))
        {
            // If there is no other: one that was just freed, or that only older VMs use.
            var number = Enumerable
                .Range(0, Count)
                .Where(n => !wanted.Any(other => numbers.TryGetValue(other, out var taken) && taken == n))
                .OrderBy(n => old.ContainsValue(n))
                .First();
            numbers = numbers.Add(name, number);
            changes.Add(
                new LockChange(
                    LockChangeKind.Adds,
                    $"services.{service.Name}.volumes.{name}",
                    $"{service.Name}: volume number {number} for {name}."
                )
            );
        }

        foreach (var shared in wanted.GroupBy(name => numbers[name]).Where(group => group.Count() > 1))
        {
            bag.Error(
                DiagnosticCodes.VolumesShareANumber,
                places.At($"services.{service.Name}.volumes"),
                $"The volumes {Shown.List(shared.Order(StringComparer.Ordinal))} have the same number on VMs of "
                    + "different generations, and one VM cannot have both.",
                "Replace the nodes with the older volume first, or give the volume another name."
            );
        }

        return numbers;
    }
}
