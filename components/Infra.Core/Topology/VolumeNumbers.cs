using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>
/// Numbers a service's volumes on clouds that attach them by number. Kept in the lock file: the machine sizes take as few
/// as four, so numbers drawn from names would clash, and numbers by position would move when a volume is added.
/// </summary>
internal static class VolumeNumbers
{
    /// <summary>Most numbers there are: what the smallest size in the catalogue takes.</summary>
    internal static int Count => CloudLimits.For(CloudKind.Azure).MaxVolumesPerNode;

    /// <summary>Whether the cloud attaches volumes by number: Azure's LUN.</summary>
    internal static bool Are(CloudKind cloud) => cloud == CloudKind.Azure;

    /// <summary>A number from 0 for each volume; empty on clouds that need none.</summary>
    internal static ImmutableSortedDictionary<string, int> Allocate(
        ProjectSpec spec, ServiceSpec service, ImmutableSortedDictionary<string, int> old, List<LockChange> changes)
    {
        var wanted = Are(spec.Cloud) ? service.VolumesGiB.Keys : [];
        var numbers = old.RemoveRange(old.Keys.Except(wanted));
        foreach (var gone in old.Keys.Except(numbers.Keys))
        {
            changes.Add(new LockChange($"services.{service.Name}.volumes.{gone}", $"{service.Name}: freed volume number {old[gone]} of {gone}."));
        }

        foreach (var name in wanted.Except(numbers.Keys).Order(StringComparer.Ordinal))
        {
            // A number freed just now only when there is no other.
            var number = Enumerable.Range(0, Count).Where(n => !numbers.ContainsValue(n)).OrderBy(n => old.ContainsValue(n)).First();
            numbers = numbers.Add(name, number);
            changes.Add(new LockChange($"services.{service.Name}.volumes.{name}", $"{service.Name}: volume number {number} for {name}."));
        }

        return numbers;
    }
}
