using System.Globalization;
using Infra.Core.Boot;
using Infra.Core.Mesh;
using Infra.Core.Topology;
using Pulumi;
using RemoteCommand = Pulumi.Command.Remote.Command;
using RemoteCommandArgs = Pulumi.Command.Remote.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Gives a node's volumes in use the room that their disks have by now. Disks, then the bundle, come first; on a node whose
/// volumes have their sizes it does nothing. Nothing else waits for it: what fails here leaves everything else done.
/// </summary>
internal static class GrownVolumes
{
    // Disks may take ten minutes to be seen larger (NodePlatform); a file system grows by some TiB a minute.
    private const int TimeoutSeconds = 1200;

    /// <param name="after">Every node's confirmation, and the volumes of the zones before: one zone at a time.</param>
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

    /// <summary>Shell text: names and sizes come checked out of the plan.</summary>
    private static string Command(Node node)
    {
        var sizes = node
            .Volumes.OrderBy(volume => volume.Name, StringComparer.Ordinal)
            .Select(volume => string.Create(CultureInfo.InvariantCulture, $"{volume.Name}={volume.SizeGiB}"));
        return string.Create(CultureInfo.InvariantCulture, $"sudo timeout {TimeoutSeconds} python3 -I - {string.Join(' ', sizes)}");
    }
}
