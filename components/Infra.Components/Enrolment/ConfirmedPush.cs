using Infra.Core.Boot;
using Infra.Core.Bundle;
using Infra.Core.Mesh;
using Pulumi;
using RemoteCommand = Pulumi.Command.Remote.Command;
using RemoteCommandArgs = Pulumi.Command.Remote.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Pushes a node's bundle, and rolls it back unless a second, fresh connection succeeds afterwards (commit-confirm): the connection used
/// for the push is already established and would hide a lock-out.
/// </summary>
internal static class ConfirmedPush
{
    private const int ConfirmWithinSeconds = 90;
    private const int SecondChanceSeconds = 600;

    // EX_TEMPFAIL of sysexits.h: the embedded engine retries such a command once, over a new connection.
    private const int TryAgain = 75;

    // The two steps of another program have limits of their own on the node, of 125 s each; this is their sum, and time to go back.
    private const int PushSeconds = 360;

    private static readonly string Push = EarlierProgram.PushInPlace(PushSeconds, ConfirmWithinSeconds);

    /// <returns>The confirmation: whatever must wait for this node depends on it. And whether it is of this bundle.</returns>
    internal static (Resource Confirmation, Output<bool> IsOfThis) Create(
        EnrolledNode node,
        Output<NodeIdentity> identity,
        Output<NodeBundle> bundle,
        IEnumerable<Resource> after,
        Resource parent
    )
    {
        var push = OnNode("push", Push, bundle.Derive(desired => desired.ToJson()), node, identity, after, parent);
        // Without the bundle, which the node already has and which the state would otherwise hold four more times.
        var command = bundle.Derive(desired => Confirm(desired.Hash));
        var confirmation = OnNode("confirm", command, null, node, identity, [push], parent);
        // A run that leaves it out (--target) has the one of an earlier bundle here.
        return (confirmation, Output.Tuple(command, confirmation.Create).Derive(known => known.Item1 == known.Item2));
    }

    /// <summary>One step, run on creation and whenever its command, its input or the instance changes.</summary>
    private static RemoteCommand OnNode(
        string step,
        Input<string> command,
        Input<string>? given,
        EnrolledNode node,
        Output<NodeIdentity> identity,
        IEnumerable<Resource> after,
        Resource parent
    ) =>
        new(
            $"{node.Node.Key}-{step}",
            new RemoteCommandArgs
            {
                Connection = node.Connection.Pinned(identity.Derive(known => known.HostKey)),
                Create = command,
                Update = command,
                Stdin = given,
                // Otherwise each update passes the previous output along as environment variables; sshd accepts none, and a warning
                // appears.
                AddPreviousOutputInEnv = false,
                Triggers = new Input<object>[] { node.Instance.Derive(id => (object)id) },
            },
            new CustomResourceOptions { Parent = parent, DependsOn = after.ToArray() }
        );

    /// <summary>
    /// If a run stops between push and confirmation, the engine considers the push done although the node has rolled back: the
    /// confirmation then applies the undone bundle again and reports it, instead of failing forever.
    /// </summary>
    private static string Confirm(string hash) =>
        $"sudo timeout 30 infra-apply confirm {hash} && {{ sudo sh -c '{SpentToken.Forget}'; exit 0; }}; "
        + $"sudo timeout {PushSeconds} infra-apply again {hash} --confirm-within {SecondChanceSeconds} >&2 && "
        + $"echo 'The node had rolled this bundle back because nobody confirmed it within {ConfirmWithinSeconds} s. "
        + $"It is applied again now: a new connection within {SecondChanceSeconds} s confirms it; run up once more if "
        + $"none follows by itself.' >&2; exit {TryAgain}";
}
