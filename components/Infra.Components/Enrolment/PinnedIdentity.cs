using Infra.Core.Mesh;
using Infra.Core.Topology;
using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;
using LocalCommandArgs = Pulumi.Command.Local.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Records in the stack's state the identity a VM proved when it was new, and rejects any other for the life of that VM: others may read
/// the token later, so a second report carrying it proves nothing.
/// </summary>
public sealed class PinnedIdentity
{
    private readonly LocalCommand _command;

    private PinnedIdentity(LocalCommand command) => _command = command;

    /// <summary>
    /// The script: reads its environment, prints one line, and fails with one line if that differs from the identity printed before.
    /// </summary>
    public static string Script { get; } = EmbeddedScript.Read("pin-identity");

    internal Resource Resource => _command;

    internal static PinnedIdentity Keep(EnrolledNode node, Output<IdentityClaim> claim, Resource parent) =>
        new(
            new LocalCommand(
                $"{node.Node.Key}-pin",
                new LocalCommandArgs
                {
                    Create = "bash -s first",
                    // It receives the previous output (PULUMI_COMMAND_STDOUT) and compares.
                    Update = "bash -s again",
                    Stdin = Script,
                    Environment =
                    {
                        { "INFRA_NODE", node.Node.Key },
                        { "INFRA_INSTANCE", claim.Derive(one => one.Identity.Instance) },
                        { "INFRA_HOST_KEY", claim.Derive(one => one.Identity.HostKey) },
                        { "INFRA_WIREGUARD_KEY", claim.Derive(one => one.Identity.WireGuardKey) },
                        { "INFRA_PROVEN", claim.Derive(one => one.Proven ? "yes" : "no") },
                        { "INFRA_REMEDY", Replacement.Command(Deployment.Instance.StackName, node.Node) },
                    },
                    AddPreviousOutputInEnv = true,
                    Triggers = new Input<object>[] { node.Instance.Derive(id => (object)id) },
                },
                new CustomResourceOptions
                {
                    Parent = parent,
                    // A change of its messages, or of whether the token is still available, is no reason to compare again.
                    IgnoreChanges = { "create", "update", "stdin", "environment.INFRA_REMEDY", "environment.INFRA_PROVEN" },
                }
            )
        );

    /// <summary>The reported identity, once it is pinned.</summary>
    internal Output<NodeIdentity> Of(Output<NodeIdentity> reported) => Output.Tuple(reported, _command.Stdout).Derive(pair => pair.Item1);
}
