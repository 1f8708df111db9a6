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
    // First boot ends with the volumes open and the mesh interface up, or fails; either way within this time.
    private const string Create =
        "timeout 900 cloud-init status --wait >/dev/null && sudo timeout 60 infra-apply identity";

    /// <summary>The node's public keys; no secret. A wrong MAC fails the deployment.</summary>
    internal static Output<NodeIdentity> Read(EnrolledNode node, Resource parent)
    {
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
            new CustomResourceOptions { Parent = parent, DependsOn = node.DependsOn });
        var identity = Output.Tuple(command.Stdout, node.Token)
            .Derive(read => IdentityReport.Verify(read.Item1, node.Node.Key, read.Item2));

        // Secret only because the token took part in checking it; what remains are public keys.
        return Output.Unsecret(identity);
    }
}
