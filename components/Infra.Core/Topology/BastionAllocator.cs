using System.Collections.Immutable;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;

namespace Infra.Core.Topology;

/// <summary>
/// Assigns zones, addresses and numbers to bastions. The program logs in to nodes through the bastion with the lowest number, so a new one
/// gets a number above all others: nodes do not admit it before the run that creates it has pushed their filters.
/// </summary>
internal static class BastionAllocator
{
    /// <summary>How many bastions a project with so many zones has.</summary>
    internal static int Wanted(ProjectSpec spec, int zones) =>
        spec.Access switch
        {
            AccessPath.Bastions { Count: BastionCount.One } => Math.Min(1, zones),
            AccessPath.Bastions { Count: BastionCount.PerZone } => zones,
            AccessPath.Direct or AccessPath.Endpoints => 0,
            _ => throw new InvalidOperationException($"No such way in: {spec.Access}."),
        };

    /// <summary>The bastions by slot: those that stay, the next generation of those in <paramref name="replaced"/>, and new ones.</summary>
    /// <param name="zones">The project's zones.</param>
    /// <param name="addresses">Gives out addresses and numbers; nodes have theirs already.</param>
    internal static ImmutableSortedDictionary<int, LockedNode> Allocate(
        ProjectSpec spec,
        ImmutableSortedDictionary<int, LockedNode> old,
        ImmutableSortedDictionary<string, string> zones,
        ImmutableHashSet<int> replaced,
        NodeAllocator addresses,
        List<LockChange> changes
    )
    {
        var wanted = Wanted(spec, zones.Count);
        var kept = old.Where(bastion => zones.ContainsKey(bastion.Value.Zone)).Take(wanted).ToImmutableSortedDictionary();
        foreach (var (slot, gone) in old.Where(bastion => !kept.ContainsKey(bastion.Key)))
        {
            changes.Add(
                new LockChange(
                    LockChangeKind.Frees,
                    $"{LockFile.BastionsKey}.{slot}",
                    $"{Bastion.KeyOf(slot)}: deleted, with its public address; {gone.First} and {gone.Second} in zone {gone.Zone} are free."
                )
            );
        }

        var shape = NodeShape.OfBastion(spec);
        var bastions = kept.ToBuilder();
        foreach (var slot in kept.Keys.Where(replaced.Contains))
        {
            bastions[slot] = Next(slot, kept[slot], shape, changes);
        }

        var highest = old.Keys.LastOrDefault();
        foreach (var zone in zones.Keys.Except(kept.Values.Select(bastion => bastion.Zone)).Order(StringComparer.Ordinal))
        {
            if (bastions.Count == wanted || addresses.Place("access", zone, SubnetRole.Public) is not { } pair)
            {
                break;
            }

            var slot = ++highest;
            var bastion = new LockedNode(zone, pair.First, pair.Second, addresses.TakeMeshNumber(), 1, shape);
            bastions[slot] = bastion;
            changes.Add(
                new LockChange(
                    LockChangeKind.Adds,
                    $"{LockFile.BastionsKey}.{slot}",
                    $"{Bastion.KeyOf(slot)}: {bastion.First} and {bastion.Second} in zone {zone}, number {bastion.Mesh}."
                )
            );
        }

        return bastions.ToImmutable();
    }

    private static LockedNode Next(int slot, LockedNode bastion, NodeShape shape, List<LockChange> changes)
    {
        var next = bastion with { Generation = bastion.Generation + 1, Shape = shape, Image = null };
        changes.Add(
            new LockChange(
                LockChangeKind.Changes,
                $"{LockFile.BastionsKey}.{slot}",
                $"{Bastion.KeyOf(slot)}: its VM is replaced by generation {next.Generation} at {next.Current}; it keeps its public address."
            )
        );
        return next;
    }
}
