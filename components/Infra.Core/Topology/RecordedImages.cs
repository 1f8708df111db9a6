using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Core.Topology;

/// <summary>
/// Which image each running VM was made from. While the lock file has it nobody is asked for the newest one, so a family that is
/// withdrawn stops no change of what runs; and a review shows which image runs where. A node's next generation has none yet.
/// </summary>
public static partial class RecordedImages
{
    /// <summary>Whether a text can be a cloud's id of an image: <c>ami-…</c>, or a path or link of <c>…/images/…</c>.</summary>
    public static bool CanBe(string image) => Form().IsMatch(image);

    /// <summary>Notes the images of nodes that stay as they are; of others it is not known.</summary>
    /// <param name="nodes">What will be, by service and slot.</param>
    /// <param name="old">What was.</param>
    /// <param name="images">By node key.</param>
    internal static Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> Note(
        Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> nodes,
        LockFile old,
        ImmutableSortedDictionary<string, string> images,
        List<LockChange> changes
    )
    {
        if (images.IsEmpty)
        {
            return nodes;
        }

        return nodes.ToDictionary(
            service => service.Key,
            service => service.Value.ToImmutableSortedDictionary(node => node.Key, node => Noted(service.Key, node.Key, node.Value))
        );

        LockedNode Noted(string service, int slot, LockedNode node)
        {
            var before = old.Services.GetValueOrDefault(service)?.Nodes.GetValueOrDefault(slot);
            if (before?.Generation != node.Generation || !images.TryGetValue($"{service}-{slot}", out var image) || image == node.Image)
            {
                return node;
            }

            changes.Add(
                new LockChange(
                    LockChangeKind.Changes,
                    $"services.{service}.nodes.{slot}.image",
                    $"{service}-{slot}: runs from image {image}."
                )
            );
            return node with { Image = image };
        }
    }

    // Nothing that could end a YAML value, or begin another one.
    [GeneratedRegex(
        @"\A(?:ami-[0-9a-f]{8,17}|(?:https://|/)?[A-Za-z0-9][A-Za-z0-9._:/-]{0,300}/images/[A-Za-z0-9][A-Za-z0-9._/-]{0,120})\z"
    )]
    private static partial Regex Form();
}
