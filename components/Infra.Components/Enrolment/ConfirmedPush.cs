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

    private static readonly string Push = $"sudo timeout 120 infra-apply push --confirm-within {ConfirmWithinSeconds}";

    /// <returns>The confirmation: what must wait for this node depends on it.</returns>
    internal static Resource Create(
        EnrolledNode node, Output<NodeIdentity> identity, Output<NodeBundle> bundle, IEnumerable<Resource> after, Resource parent)
    {
        var hostKey = identity.Apply(known => known.HostKey);
        var instance = new Input<object>[] { node.Instance.Apply(id => (object)id) };
        var push = new RemoteCommand(
            $"{node.Node.Key}-push",
            new RemoteCommandArgs
            {
                Connection = node.Connection.Pinned(hostKey),
                Create = Push,
                Update = Push,
                Stdin = bundle.Apply(desired => desired.ToJson()),
                Triggers = instance,
            },
            new CustomResourceOptions { Parent = parent, DependsOn = after.ToArray() });

        var confirm = bundle.Apply(desired => Confirm(desired.Hash));
        return new RemoteCommand(
            $"{node.Node.Key}-confirm",
            new RemoteCommandArgs
            {
                Connection = node.Connection.Pinned(hostKey),
                Create = confirm,
                Update = confirm,
                Stdin = bundle.Apply(desired => desired.ToJson()),
                Triggers = instance,
            },
            new CustomResourceOptions { Parent = parent, DependsOn = { push } });
    }

    /// <summary>
    /// A run stopped between push and confirmation leaves the push done as far as the engine knows, while the node has
    /// rolled back: the confirmation then applies the bundle again, and says so, instead of failing for ever.
    /// </summary>
    private static string Confirm(string hash) =>
        $"sudo timeout 30 infra-apply confirm {hash} && exit 0; "
        + $"sudo timeout 120 infra-apply push --confirm-within {SecondChanceSeconds} >&2 && "
        + $"echo 'The node had rolled this bundle back because nobody confirmed it within {ConfirmWithinSeconds} s. "
        + $"It is applied again now: a new connection within {SecondChanceSeconds} s confirms it; run up once more if none follows by itself.' >&2; exit {TryAgain}";
}
