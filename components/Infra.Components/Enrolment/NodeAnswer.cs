using System.Globalization;
using Pulumi;
using Pulumi.Command.Local;

namespace Infra.Components.Enrolment;

/// <summary>
/// Asks, right before a node is pushed to, whether an SSH server answers there: a node that was dead before is none that a change
/// has broken, and must not keep the change from the others. Asked at every run, so a node that lives again gets what it missed.
/// </summary>
public static class NodeAnswer
{
    /// <summary>How long a node may be silent: sshd restarts in seconds.</summary>
    public const int Seconds = 20;

    /// <summary>The script: reads its environment; prints nothing, or in one line why nobody answers. Never fails.</summary>
    public static string Script { get; } = EmbeddedScript.Read("ssh-answer");

    /// <returns>
    /// Empty when it answers; else a sentence that says that it does not. Previews ask nobody: what they show is what comes when all
    /// answer. A node whose address is not known, because its VM is left out of this run, is left to the engine.
    /// </returns>
    /// <param name="after">What must be done before it is asked.</param>
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
