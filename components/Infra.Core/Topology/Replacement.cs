namespace Infra.Core.Topology;

/// <summary>How the replacement of one node is asked for, and what it empties.</summary>
internal static class Replacement
{
    /// <summary>The whole command line.</summary>
    /// <param name="command">As <see cref="LockModes.Command"/> gives it.</param>
    internal static string Command(string command, string service, int slot, LockedNode node) =>
        $"{command} --replace {service}-{slot}{(node.Shape.VolumesGiB.IsEmpty ? "" : $" --empties {string.Join(',', Volumes(service, slot, node))}")}";

    /// <summary>A node's volumes, as <c>orders-db-1/data</c>.</summary>
    internal static IEnumerable<string> Volumes(string service, int slot, LockedNode node) =>
        node.Shape.VolumesGiB.Keys.Select(volume => $"{service}-{slot}/{volume}");
}
