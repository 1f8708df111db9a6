using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Customers;

namespace Infra.Core.Topology;

/// <summary>
/// Reports nodes whose VMs were created before the stack file changed and no longer match it. They are replaced only at the operator's
/// request, because a new VM's volumes are empty.
/// </summary>
internal static class KeptShapes
{
    internal static void Warn(
        ServiceSpec service,
        NodeShape wanted,
        LockedService locked,
        SourceMap places,
        string command,
        DiagnosticBag bag
    )
    {
        var behind = locked
            .Nodes.Where(node => node.Value.Shape != wanted && node.Value.Shape.Type == wanted.Type)
            .OrderBy(node => node.Key)
            .ToList();
        if (behind.Count == 0)
        {
            return;
        }

        var (slot, first) = (behind[0].Key, behind[0].Value);
        var pending = PendingRefill.Of(locked).ToList();
        var told = behind.GroupBy(
            node => node.Value.Shape,
            (shape, group) => $"{Shown.List(group.Select(node => $"{service.Name}-{node.Key}"))} ({Differing(shape, wanted)})"
        );
        bag.Warn(
            DiagnosticCodes.NodeKeepsItsShape,
            places.At(Key(service.Name, first.Shape, wanted)),
            $"What the file requests requires a new VM; these nodes keep their VM and data: {string.Join("; ", told)}.",
            (
                pending.Count == 0
                    ? ""
                    : "First, when the service has recovered from replacing "
                        + $"{Shown.List(pending.Select(one => $"{service.Name}-{one}"))}: "
                        + $"'{PendingRefill.Report(command, service.Name, pending)}'. "
            )
                + "To replace one, which empties its "
                + $"volumes{(locked.Nodes.Count == 1 ? " (the service has no other copy)" : "")}: "
                + $"'{Replacement.Command(command, service.Name, slot, first)}', then up. To keep everything as it is, "
                + "restore the old value."
        );
    }

    /// <summary>The same for bastions, which hold no data: replacing one loses nothing but its sessions.</summary>
    internal static void WarnBastions(
        NodeShape wanted,
        ImmutableSortedDictionary<int, LockedNode> bastions,
        SourceMap places,
        string command,
        DiagnosticBag bag
    )
    {
        var behind = bastions.Where(bastion => bastion.Value.Shape != wanted).ToList();
        if (behind.Count == 0)
        {
            return;
        }

        var told = behind.Select(bastion => $"{Bastion.KeyOf(bastion.Key)} ({Differing(bastion.Value.Shape, wanted)})");
        bag.Warn(
            DiagnosticCodes.BastionKeepsItsShape,
            places.At("access"),
            $"New bastions are other VMs than these, which stay as they are: {Shown.List(told)}.",
            $"To replace one, which keeps its public address: '{command} --replace {Bastion.KeyOf(behind[0].Key)}', then up; one at a time."
        );
    }

    private static string Differing(NodeShape has, NodeShape wanted)
    {
        var (old, now) = (Parts(has).ToList(), Parts(wanted).ToList());
        return $"{string.Join(' ', old.Except(now).DefaultIfEmpty("as made"))}, the file: "
            + $"{string.Join(' ', now.Except(old).DefaultIfEmpty("without it"))}";
    }

    private static IEnumerable<string> Parts(NodeShape shape) =>
        [
            shape.Machine,
            shape.Image,
            .. shape.VolumesGiB.Select(volume => $"{volume.Key}={volume.Value}GiB"),
            .. shape.DiskKey is null ? Array.Empty<string>() : [$"{DiskKeyReader.Key} {shape.DiskKey}"],
        ];

    private static string Key(string service, NodeShape has, NodeShape wanted) =>
        0 switch
        {
            _ when has.Machine != wanted.Machine => $"services.{service}.plan",
            _ when !has.VolumesGiB.SequenceEqual(wanted.VolumesGiB) => $"services.{service}.volumes",
            _ when has.DiskKey != wanted.DiskKey => DiskKeyReader.Key,
            _ => $"services.{service}",
        };
}
