using System.Globalization;
using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;
using LocalCommandArgs = Pulumi.Command.Local.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Waits, on this machine, until a new VM's address answers at all: an open port, or a refusal while sshd is not up yet. The SSH
/// connection that follows is as patient as a slow boot needs, some fifty minutes where a path swallows every packet; so
/// such a path is found out first. A resource of its own: it runs when a VM is new, and never again.
/// </summary>
public static class FirstAnswer
{
    /// <summary>How long a VM that has its volumes may be silent. Its kernel answers long before its sshd does.</summary>
    public const int Seconds = 60;

    // Said in one line where it fails; the script itself goes in by standard input.
    private const string Line = "bash -s";

    /// <summary>The script: reads its environment, prints one line, and fails with one when nothing answered.</summary>
    public static string Script { get; } = EmbeddedScript.Read("first-answer");

    /// <returns>What the first connection waits for; null where nobody need look (local).</returns>
    internal static Resource? Await(EnrolledNode node, Resource parent)
    {
        if (node.Connection.WhenSilent is not { } hint)
            return null;
        var port = node.Connection.Port.ToString(CultureInfo.InvariantCulture);
        return new LocalCommand(
            $"{node.Node.Key}-reached",
            new LocalCommandArgs
            {
                Create = Line,
                Stdin = Script,
                Environment =
                {
                    { "INFRA_NODE", node.Node.Key },
                    { "INFRA_HOST", node.Connection.Host },
                    { "INFRA_PORT", port },
                    { "INFRA_SECONDS", Seconds.ToString(CultureInfo.InvariantCulture) },
                    { "INFRA_HINT", hint },
                },
                Triggers = new Input<object>[] { node.Instance.Derive(id => (object)id) },
            },
            new CustomResourceOptions
            {
                Parent = parent,
                DependsOn = node.DependsOn,
                // Nothing is a reason to look again: whether a VM that was enrolled answers, also at another address, is asked before
                // each push to it.
                IgnoreChanges = { "environment", "stdin" },
            }
        );
    }
}
