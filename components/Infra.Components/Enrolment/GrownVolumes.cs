using System.Globalization;
using Infra.Core.Boot;
using Infra.Core.Mesh;
using Infra.Core.Topology;
using Pulumi;
using RemoteCommand = Pulumi.Command.Remote.Command;
using RemoteCommandArgs = Pulumi.Command.Remote.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Grows a node's volumes in use to the current size of their disks. Runs after the disks and the bundle; does nothing on a node whose
/// volumes already have their size. Nothing else waits for it: if it fails, everything else is done.
/// </summary>
internal static class GrownVolumes
{
    // The kernel may take ten minutes to see a larger disk (NodePlatform); a file system grows by some TiB a minute.
    private const int TimeoutSeconds = 1200;

    /// <param name="after">Every node's confirmation, and the volumes of the previous zones: one zone at a time.</param>
    internal static Resource Create(EnrolledNode node, Output<NodeIdentity> identity, IEnumerable<Resource> after, Resource parent)
    {
        var command = Command(node.Node);
        return new RemoteCommand(
            $"{node.Node.Key}-volumes",
            new RemoteCommandArgs
            {
                Connection = node.Connection.Pinned(identity.Derive(known => known.HostKey)),
                Create = command,
                Update = command,
                Stdin = NodeProgram.GrowVolumes,
                Triggers = new Input<object>[] { node.Instance.Derive(id => (object)id) },
                AddPreviousOutputInEnv = false,
            },
            new CustomResourceOptions { Parent = parent, DependsOn = after.ToArray() }
        );
    }

    /// <summary>Shell text: names and sizes were validated by the plan.</summary>
    private static string Command(Node node)
    {
        var sizes = node
            .Volumes.OrderBy(volume => volume.Name, StringComparer.Ordinal)
            .Select(volume => string.Create(CultureInfo.InvariantCulture, $"{volume.Name}={volume.SizeGiB}"));
        return string.Create(CultureInfo.InvariantCulture, $"sudo timeout {TimeoutSeconds} python3 -I - {string.Join(' ', sizes)}");
    }
}
