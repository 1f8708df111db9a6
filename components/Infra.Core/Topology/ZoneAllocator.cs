using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>Assigns letters to zones. A zone keeps its letter, and with it its subnets, whatever else is added or removed.</summary>
internal static class ZoneAllocator
{
    /// <summary>The wanted zones, by letter.</summary>
    internal static ImmutableSortedDictionary<string, string> Allocate(
        ProjectSpec spec,
        ImmutableSortedDictionary<string, string> old,
        List<LockChange> changes
    )
    {
        var kept = spec.ZoneNames.IsEmpty ? old.Take(spec.ZoneCount) : old.Where(zone => spec.ZoneNames.Contains(zone.Value));
        var zones = kept.ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach (var (letter, name) in old.Where(zone => !zones.ContainsKey(zone.Key)))
        {
            changes.Add(new LockChange(LockChangeKind.Frees, $"zones.{letter}", $"zone {letter}: freed, {name} is no longer wanted."));
        }

        var candidates = spec.ZoneNames.IsEmpty ? Regions.ZonesOf(spec.Cloud, spec.Region) ?? [] : spec.ZoneNames;
        foreach (var name in candidates.Except(zones.Values).Take(spec.ZoneCount - zones.Count))
        {
            var letter = SubnetLayout
                .ZoneKeys.Select(key => key.ToString())
                .Where(key => !zones.ContainsKey(key))
                .OrderBy(old.ContainsKey)
                .First();
            zones = zones.Add(letter, name);
            changes.Add(new LockChange(LockChangeKind.Adds, $"zones.{letter}", $"zone {letter}: {name}."));
        }

        return zones;
    }
}
