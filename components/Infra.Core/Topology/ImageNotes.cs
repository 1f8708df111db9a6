using System.Collections.Immutable;

namespace Infra.Core.Topology;

/// <summary>Enters the images of running VMs, nodes' and bastions', into the lock file: see <see cref="RecordedImages"/>.</summary>
/// <param name="images">By key of the node or bastion.</param>
internal sealed class ImageNotes(ImmutableSortedDictionary<string, string> images, List<LockChange> changes)
{
    /// <summary>Records the images of nodes that stay as they are; those of others are not known yet.</summary>
    /// <param name="nodes">The future nodes, by service and slot.</param>
    /// <param name="old">The previous nodes.</param>
    internal Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> Note(
        Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> nodes,
        LockFile old
    ) =>
        nodes.ToDictionary(
            service => service.Key,
            service =>
                Note(
                    service.Value,
                    old.Services.GetValueOrDefault(service.Key)?.Nodes ?? ImmutableSortedDictionary<int, LockedNode>.Empty,
                    slot => $"{service.Key}-{slot}",
                    $"services.{service.Key}.nodes"
                ),
            StringComparer.Ordinal
        );

    /// <summary>The same for bastions, by slot.</summary>
    internal ImmutableSortedDictionary<int, LockedNode> NoteBastions(
        ImmutableSortedDictionary<int, LockedNode> bastions,
        ImmutableSortedDictionary<int, LockedNode> old
    ) => Note(bastions, old, Bastion.KeyOf, LockFile.BastionsKey);

    private ImmutableSortedDictionary<int, LockedNode> Note(
        ImmutableSortedDictionary<int, LockedNode> machines,
        ImmutableSortedDictionary<int, LockedNode> old,
        Func<int, string> key,
        string path
    )
    {
        return images.IsEmpty ? machines : machines.ToImmutableSortedDictionary(one => one.Key, one => Noted(one.Key, one.Value));

        LockedNode Noted(int slot, LockedNode machine)
        {
            if (
                old.GetValueOrDefault(slot)?.Generation != machine.Generation
                || !images.TryGetValue(key(slot), out var image)
                || image == machine.Image
            )
            {
                return machine;
            }

            changes.Add(new LockChange(LockChangeKind.Changes, $"{path}.{slot}.image", $"{key(slot)}: runs from image {image}."));
            return machine with { Image = image };
        }
    }
}
