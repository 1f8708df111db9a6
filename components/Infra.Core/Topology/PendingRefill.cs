using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>
/// What a service's redundancy still lacks: VMs that were replaced or added and started empty, and VMs that were removed. While there
/// are any, none of its other nodes may be removed: it might hold the last copy.
/// </summary>
internal static class PendingRefill
{
    /// <summary>The slots as in the lock file; a removed one with its last generation.</summary>
    internal static IEnumerable<int> Of(LockedService service) =>
        service.Nodes.Where(node => node.Value.Refilling).Select(node => node.Key).Concat(service.Removed.Keys).Order();

    /// <summary>The command that reports all of them as done.</summary>
    internal static string Report(string command, string service, IEnumerable<int> slots) =>
        $"{command}{string.Concat(slots.Select(slot => $" --refilled {service}-{slot}"))}";

    internal static void Warn(string name, LockedService service, SourceMap places, string command, DiagnosticBag bag)
    {
        var slots = Of(service).ToList();
        if (slots.Count == 0)
        {
            return;
        }

        var filling = service.Nodes.Where(node => node.Value.Refilling).ToList();
        string[] told =
        [
            .. filling.Count == 0
                ? Array.Empty<string>()
                :
                [
                    $"{Shown.List(filling.Select(node => $"{name}-{node.Key} (generation {node.Value.Generation})"))} "
                        + $"{(filling.Count == 1 ? "starts" : "start")} with empty volumes: "
                        + $"{Shown.List(filling.SelectMany(node => Replacement.Volumes(name, node.Key, node.Value)))}.",
                ],
            .. service.Removed.IsEmpty
                ? Array.Empty<string>()
                : [$"{Shown.List(service.Removed.Keys.Select(slot => $"{name}-{slot}"))} is deleted with its volumes."],
            .. service.Nodes.Count == filling.Count ? ["The service has no other copy of the data."] : Array.Empty<string>(),
        ];
        bag.Warn(
            DiagnosticCodes.NodeIsRefilled,
            places.At($"services.{name}"),
            string.Join(' ', told),
            $"Until the service has recovered, none of its nodes can be replaced or removed. Then: '{Report(command, name, slots)}'."
        );
    }
}
