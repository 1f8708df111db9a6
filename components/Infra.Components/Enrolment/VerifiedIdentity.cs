using Infra.Core.Boot;
using Infra.Core.Mesh;
using Infra.Core.Topology;
using Pulumi;
using RemoteCommand = Pulumi.Command.Remote.Command;
using RemoteCommandArgs = Pulumi.Command.Remote.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Gives a new node its program, waits for its first boot, reads the public keys it generated, and accepts them only if the report carries
/// a MAC made with this VM's token: the first connection pins no host key, so nothing else proves who responded. Read once per VM; any
/// later read is checked against the pinned identity.
/// </summary>
internal sealed record VerifiedIdentity
{
    // The node's own status, not cloud-init's, which covers all modules, ours or not, and has been 2 ("degraded") since 23.4 even when
    // all is done. "await" does the first boot, reports at once why it stopped, and resumes one that had. An older version of the node
    // program does not know the command (2), and runs on a node that has booted.
    private const string Create =
        $"{ProgramDelivery.Install} && {{ sudo timeout 3600 infra-apply await || [ $? = 2 ]; }} && sudo timeout 60 infra-apply identity";

    private VerifiedIdentity(Output<NodeIdentity> reported, PinnedIdentity pin)
    {
        Reported = reported;
        Pin = pin.Resource;
        Pinned = pin.Of(reported);
    }

    /// <summary>The node's public keys, not secret. Whatever uses them waits for <see cref="Pin"/>.</summary>
    internal Output<NodeIdentity> Reported { get; }

    /// <summary>Exists once the report matches the one from when the VM was new.</summary>
    internal Resource Pin { get; }

    /// <summary>The same public keys, once pinned.</summary>
    internal Output<NodeIdentity> Pinned { get; }

    /// <summary>A wrong MAC fails the deployment, as do keys other than those of the first report.</summary>
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
                Stdin = ProgramDelivery.Packed,
                // See ConfirmedPush.
                AddPreviousOutputInEnv = false,
                Triggers = new Input<object>[] { node.Instance.Derive(id => (object)id) },
            },
            new CustomResourceOptions
            {
                Parent = parent,
                DependsOn = reached is null ? node.DependsOn : node.DependsOn.Add(reached),
                // Another route to the node, another operator's key, another version of this program: none is a reason to ask again,
                // since a new answer would prove only that the sender has read this VM's user data.
                IgnoreChanges = { "connection", "create", "update", "stdin" },
            }
        );
        var report = Output.Tuple(command.Stdout, node.Token).Derive(read => Judge(read.Item1, node.Node, read.Item2));

        // Secret only because the token took part in checking it; what remains are public keys.
        var judged = Output.Unsecret(report);
        return new VerifiedIdentity(judged.Derive(one => one.Identity), PinnedIdentity.Keep(node, judged, parent));
    }

    // User data may since have been removed from the VM, so that the token exists nowhere: then only the pin can decide.
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
