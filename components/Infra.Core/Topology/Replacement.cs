namespace Infra.Core.Topology;

/// <summary>The command that requests the replacement of one node, including the volumes that it empties.</summary>
public static class Replacement
{
    /// <summary>
    /// The full command line for an existing node: <c>scripts/infra lock --stack … --replace orders-db-1 --empties orders-db-1/data</c>. A
    /// node being refilled does not hold a last copy, so its own refill does not block another replacement.
    /// </summary>
    public static string Command(string stack, Node node) =>
        $"{LockModes.CommandFor(stack)}{(node.IsRefilling ? $" --refilled {node.Key}" : "")} --replace "
        + $"{node.Key}{Empties(node.Volumes.Select(volume => $"{node.Key}/{volume.Name}"))}";

    /// <summary>The full command line.</summary>
    /// <param name="command">The result of <see cref="LockModes.Command"/>.</param>
    internal static string Command(string command, string service, int slot, LockedNode node) =>
        $"{command} --replace {service}-{slot}{Empties(Volumes(service, slot, node))}";

    /// <summary>The full command line for a node that was replaced and is lost before it was refilled.</summary>
    internal static string AgainCommand(string command, string service, int slot, LockedNode node) =>
        Command($"{command} --refilled {service}-{slot}", service, slot, node);

    /// <summary>A node's volumes, as <c>orders-db-1/data</c>.</summary>
    internal static IEnumerable<string> Volumes(string service, int slot, LockedNode node) =>
        node.Shape.VolumesGiB.Keys.Select(volume => $"{service}-{slot}/{volume}");

    private static string Empties(IEnumerable<string> volumes) =>
        string.Join(',', volumes) is { Length: > 0 } named ? $" --empties {named}" : "";
}
