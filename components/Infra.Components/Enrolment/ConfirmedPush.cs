using Infra.Core.Boot;
using Infra.Core.Bundle;
using Infra.Core.Mesh;
using Pulumi;
using RemoteCommand = Pulumi.Command.Remote.Command;
using RemoteCommandArgs = Pulumi.Command.Remote.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Brings one node to its bundle, and back again unless a second, fresh connection gets through afterwards: the
/// connection that pushed is established already and would hide a lock-out.
/// </summary>
internal static class ConfirmedPush
{
    private const int ConfirmWithinSeconds = 90;
    private const int SecondChanceSeconds = 600;

    // EX_TEMPFAIL of sysexits.h: the embedded engine tries such a command once more, over a connection of its own.
    private const int TryAgain = 75;

    // Its steps have limits of their own, which add up to less.
    private const int PushSeconds = 180;

    private static readonly string Push = EarlierProgram.PushInPlace(PushSeconds, ConfirmWithinSeconds);

    /// <returns>The confirmation: what must wait for this node depends on it.</returns>
    internal static Resource Create(
        EnrolledNode node,
        Output<NodeIdentity> identity,
        Output<NodeBundle> bundle,
        IEnumerable<Resource> after,
        Resource parent
    )
    {
        var push = OnNode("push", Push, bundle.Derive(desired => desired.ToJson()), node, identity, after, parent);
        // Without the bundle, which the node has, and the state four times over if it went along.
        return OnNode("confirm", bundle.Derive(desired => Confirm(desired.Hash)), null, node, identity, [push], parent);
    }

    /// <summary>One step, at first and whenever what it does, is given, or the instance changes.</summary>
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
                // Else each update sends the last one's output along as variables, and sshd, which accepts none, is worth a warning.
                AddPreviousOutputInEnv = false,
                Triggers = new Input<object>[] { node.Instance.Derive(id => (object)id) },
            },
            new CustomResourceOptions { Parent = parent, DependsOn = after.ToArray() }
        );

    /// <summary>
    /// A run stopped between push and confirmation leaves the push done as far as the engine knows, while the node has
    /// rolled back: the confirmation then has it apply again what it undid, and says so, instead of failing for ever.
    /// </summary>
    private static string Confirm(string hash) =>
        $"sudo timeout 30 infra-apply confirm {hash} && {{ sudo sh -c '{SpentToken.Forget}'; exit 0; }}; "
        + $"sudo timeout {PushSeconds} infra-apply again {hash} --confirm-within {SecondChanceSeconds} >&2 && "
        + $"echo 'The node had rolled this bundle back because nobody confirmed it within {ConfirmWithinSeconds} s. "
        + $"It is applied again now: a new connection within {SecondChanceSeconds} s confirms it; run up once more if none follows by itself.' >&2; exit {TryAgain}";
}
