using Infra.Core.Boot;
using Infra.Core.Mesh;
using Pulumi;
using RemoteCommand = Pulumi.Command.Remote.Command;
using RemoteCommandArgs = Pulumi.Command.Remote.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Has a node generate its IPsec key, and reads the public half. Not part of the first report: nodes that run already have spent their
/// token, and user data has little room. What proves it is the connection, whose host key that report has pinned. Read once per VM, so the
/// key is pinned from then on; the private half never leaves the node.
/// </summary>
internal static class IpsecKeys
{
    // Longer than installing packages takes, waiting for another program's dpkg included.
    private const int TimeoutSeconds = 900;

    private static readonly string Create = $"sudo timeout {TimeoutSeconds} python3 -I -";

    /// <param name="identity">The node's verified identity.</param>
    /// <returns>The command, which whatever uses the key waits for, and the identity with the key.</returns>
    internal static (Resource Resource, Output<NodeIdentity> Identity) Read(EnrolledNode node, VerifiedIdentity identity, Resource parent)
    {
        var command = new RemoteCommand(
            $"{node.Node.Key}-ipsec",
            new RemoteCommandArgs
            {
                Connection = node.Connection.Pinned(identity.Reported.Derive(known => known.HostKey)),
                Create = Create,
                Update = Create,
                Stdin = NodeProgram.IpsecKey,
                AddPreviousOutputInEnv = false,
                Triggers = new Input<object>[] { node.Instance.Derive(id => (object)id) },
            },
            new CustomResourceOptions
            {
                Parent = parent,
                DependsOn = { identity.Pin },
                // Like the identity: neither another route to the node nor another version of this program is a reason to ask again.
                IgnoreChanges = { "connection", "create", "update", "stdin" },
            }
        );
        return (command, Output.Tuple(identity.Reported, command.Stdout).Derive(pair => With(node.Node.Key, pair.Item1, pair.Item2)));
    }

    private static NodeIdentity With(string node, NodeIdentity identity, string answer) =>
        answer.Trim() is var key && IpsecKey.IsValid(key)
            ? identity with
            {
                IpsecKey = key,
            }
            : throw new IdentityException($"{node} did not answer with an IPsec key, ECDSA on P-384. Run up again.");
}
