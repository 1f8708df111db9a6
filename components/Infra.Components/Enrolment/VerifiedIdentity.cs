using Infra.Core.Mesh;
using Infra.Core.Topology;
using Pulumi;
using RemoteCommand = Pulumi.Command.Remote.Command;
using RemoteCommandArgs = Pulumi.Command.Remote.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Waits for a node's first boot, reads the public keys it made, and lets them through only when the report carries
/// a MAC made with this VM's token: the first connection pins no host key, so whoever answers it proves nothing else.
/// It is read once per VM. What else reads it again, the identity that was pinned then judges.
/// </summary>
internal sealed record VerifiedIdentity
{
    // The node's own word, not cloud-init's: that one's status is of all its modules, ours or not, and 2 ("degraded") since 23.4
    // though all is done. "await" ends with the first boot, says at once why it stopped, and takes up one that had. A program of
    // an earlier version does not know the word (2), and is on a node that has booted.
    private const string Create =
        "[ -x /usr/local/sbin/infra-apply ] || { echo 'This node has no infra-apply: its user data was not read. Its console and /var/log/cloud-init.log say why.' >&2; exit 1; }; "
        + "sudo timeout 3600 infra-apply await || [ $? = 2 ] && sudo timeout 60 infra-apply identity";

    private VerifiedIdentity(Output<NodeIdentity> reported, PinnedIdentity pin)
    {
        Reported = reported;
        Pin = pin.Resource;
        Pinned = pin.Of(reported);
    }

    /// <summary>The node's public keys, no secret. What is made of them waits for <see cref="Pin"/>.</summary>
    internal Output<NodeIdentity> Reported { get; }

    /// <summary>In place once what was reported is what was reported when the VM was new.</summary>
    internal Resource Pin { get; }

    /// <summary>The same public keys, once that is so.</summary>
    internal Output<NodeIdentity> Pinned { get; }

    /// <summary>A wrong MAC fails the deployment, and so do other keys than those of the first report.</summary>
    internal static VerifiedIdentity Read(EnrolledNode node, Resource parent)
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
            new CustomResourceOptions
            {
                Parent = parent,
                DependsOn = reached is null ? node.DependsOn : node.DependsOn.Add(reached),
                // Another way to the node, another operator's key, another version of this program: none is a reason to ask again
                // somebody who then proves no more than that he has read this VM's user data.
                IgnoreChanges = { "connection", "create", "update" },
            }
        );
        var report = Output.Tuple(command.Stdout, node.Token).Derive(read => Judge(read.Item1, node.Node, read.Item2));

        // Secret only because the token took part in checking it; what remains are public keys.
        var judged = Output.Unsecret(report);
        return new VerifiedIdentity(judged.Derive(one => one.Identity), PinnedIdentity.Keep(node, judged, parent));
    }

    // User data may have been taken from the VM since, to have the token nowhere: then the pin alone can tell.
    private static IdentityClaim Judge(string? report, Node node, string token)
    {
        try
        {
            return token.Length > 0
                ? new IdentityClaim(IdentityReport.Verify(report, node.Key, token), Proven: true)
                : new IdentityClaim(IdentityReport.Read(report, node.Key), Proven: false);
        }
        catch (IdentityException e)
        {
            throw new IdentityException(
                $"{e.Message} If this persists, replace the node: {Replacement.Command(Deployment.Instance.StackName, node)}, then run up.",
                e
            );
        }
    }
}
