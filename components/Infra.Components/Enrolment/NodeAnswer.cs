using System.Globalization;
using Pulumi;
using Pulumi.Command.Local;

namespace Infra.Components.Enrolment;

/// <summary>
/// Checks, right before a push, whether an SSH server responds on the node: a node that was already dead has not been broken by this
/// change, and must not keep the change from the others. Checked in every run, so a node that recovers gets what it missed.
/// </summary>
public static class NodeAnswer
{
    /// <summary>How long a node may stay silent: sshd restarts within seconds.</summary>
    public const int Seconds = 20;

    /// <summary>The script: reads its environment; prints nothing, or one line with the reason nothing responds. Never fails.</summary>
    public static string Script { get; } = EmbeddedScript.Read("ssh-answer");

    /// <returns>
    /// Empty if it responds; else a sentence reporting that it does not. Previews check nothing: they show what happens if all nodes
    /// respond. A node of unknown address, because its VM is excluded from this run, is left to the engine.
    /// </returns>
    /// <param name="after">What must be done before the check.</param>
    internal static Output<string> Ask(EnrolledNode node, IEnumerable<Resource> after)
    {
        if (Deployment.Instance.IsDryRun)
            return Output.Create("");
        var port = node.Connection.Port.ToString(CultureInfo.InvariantCulture);
        return Output
            .Tuple(node.Connection.Host.ToOutput().OrEmpty(), Output.All(after.Select(resource => resource.Urn)))
            .Chain(known =>
                known.Item1.Length == 0
                    ? Output.Create("")
                    : Derivation.Ask(
                        () =>
                            Run.InvokeAsync(
                                new RunArgs
                                {
                                    Command = "bash -s",
                                    Stdin = Script,
                                    Environment =
                                    {
                                        { "INFRA_HOST", known.Item1 },
                                        { "INFRA_PORT", port },
                                        { "INFRA_SECONDS", Seconds.ToString(CultureInfo.InvariantCulture) },
                                    },
                                    Logging = Logging.None,
                                }
                            ),
                        said =>
                            said.Stdout.Trim() is { Length: > 0 } why
                                ? $"{node.Node.Key} did not answer at {known.Item1} port {port} within {Seconds} s ({why})."
                                : ""
                    )
            );
    }
}
