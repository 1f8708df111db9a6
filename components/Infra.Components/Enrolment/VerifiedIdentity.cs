using Infra.Core.Mesh;
using Pulumi;
using RemoteCommand = Pulumi.Command.Remote.Command;
using RemoteCommandArgs = Pulumi.Command.Remote.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Waits for a node's first boot, reads the public keys it made, and lets them through only when the report carries
/// a MAC made with this VM's token: the first connection pins no host key, so whoever answers it proves nothing else.
/// </summary>
internal static class VerifiedIdentity
{
    // The node's own word, not cloud-init's: that one's status is of all its modules, ours or not, and 2 ("degraded") since 23.4
    // though all is done. "await" ends with the first boot, says at once why it stopped, and takes up one that had. A program of
    // an earlier version does not know the word (2), and is on a node that has booted.
    private const string Create =
        "[ -x /usr/local/sbin/infra-apply ] || { echo 'This node has no infra-apply: its user data was not read. Its console and /var/log/cloud-init.log say why.' >&2; exit 1; }; "
        + "sudo timeout 3600 infra-apply await || [ $? = 2 ] && sudo timeout 60 infra-apply identity";

    /// <summary>The node's public keys; no secret. A wrong MAC fails the deployment.</summary>
    internal static Output<NodeIdentity> Read(EnrolledNode node, Resource parent)
    {
        var reached = FirstAnswer.Await(node, parent);
        var command = new RemoteCommand(
            $"{node.Node.Key}-identity",
            new RemoteCommandArgs
            {
                Connection = node.Connection.Unpinned(),
                Create = Create,
                Update = Create,
                // As in ConfirmedPush.
                AddPreviousOutputInEnv = false,
                Triggers = new Input<object>[] { node.Instance.Derive(id => (object)id) },
            },
            new CustomResourceOptions { Parent = parent, DependsOn = reached is null ? node.DependsOn : node.DependsOn.Add(reached) });
        var identity = Output.Tuple(command.Stdout, node.Token)
            .Derive(read => IdentityReport.Verify(read.Item1, node.Node.Key, read.Item2));

        // Secret only because the token took part in checking it; what remains are public keys.
        return Output.Unsecret(identity);
    }
}
