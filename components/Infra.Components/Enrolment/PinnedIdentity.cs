using Infra.Core.Mesh;
using Infra.Core.Topology;
using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;
using LocalCommandArgs = Pulumi.Command.Local.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Remembers, in the stack's state, what a VM proved to be when it was new, and refuses anything else for as long as it is the
/// same VM: the token that proved it can be read by others later, so a second report that carries it proves nothing.
/// </summary>
public sealed class PinnedIdentity
{
    private readonly LocalCommand _command;

    private PinnedIdentity(LocalCommand command) => _command = command;

    /// <summary>The script: reads its environment, prints one line, and fails with one when that is not the identity it printed before.</summary>
    public static string Script { get; } = EmbeddedScript.Read("pin-identity");

    internal Resource Resource => _command;

    internal static PinnedIdentity Keep(EnrolledNode node, Output<IdentityClaim> claim, Resource parent) =>
        new(
            new LocalCommand(
                $"{node.Node.Key}-pin",
                new LocalCommandArgs
                {
                    Create = "bash -s first",
                    // It gets what was printed before along (PULUMI_COMMAND_STDOUT), and compares.
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
                    // What it would say, and whether the token is still to be had, is no reason to compare again.
                    IgnoreChanges = { "create", "update", "stdin", "environment.INFRA_REMEDY", "environment.INFRA_PROVEN" },
                }
            )
        );

    /// <summary>What was reported, once it is pinned.</summary>
    internal Output<NodeIdentity> Of(Output<NodeIdentity> reported) => Output.Tuple(reported, _command.Stdout).Derive(pair => pair.Item1);
}
