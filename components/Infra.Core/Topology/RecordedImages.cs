using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Core.Topology;

/// <summary>
/// The image that each running VM was created from. With a recorded image the cloud is not asked for the newest one, so a withdrawn image
/// family does not block changes to running nodes, and a review shows which image runs where. A node's next generation has none yet.
/// </summary>
public static partial class RecordedImages
{
    /// <summary>Whether a text has the form of a cloud's image ID: <c>ami-…</c>, or a path or link of <c>…/images/…</c>.</summary>
    public static bool CanBe(string image) => Form().IsMatch(image);

    /// <summary>Records the images of nodes that stay as they are; those of others are not known yet.</summary>
    /// <param name="nodes">The future nodes, by service and slot.</param>
    /// <param name="old">The previous nodes.</param>
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

    // No character that could end a YAML value or begin another one.
    [GeneratedRegex(
        @"\A(?:ami-[0-9a-f]{8,17}|(?:https://|/)?[A-Za-z0-9][A-Za-z0-9._:/-]{0,300}/images/[A-Za-z0-9][A-Za-z0-9._/-]{0,120})\z"
    )]
    private static partial Regex Form();
}
