using System.Globalization;
using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;
using LocalCommandArgs = Pulumi.Command.Local.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Waits, on this machine, until a new VM's address responds at all: an open port, or a refusal while sshd is not up yet. The SSH
/// connection that follows is as patient as a slow boot needs, some fifty minutes if a path drops every packet; this detects such a path
/// first. A separate resource: it runs once, when a VM is new.
/// </summary>
public static class FirstAnswer
{
    /// <summary>How long a VM that has its volumes may stay silent. Its kernel responds long before its sshd does.</summary>
    public const int Seconds = 60;

    /// <summary>How long a VM may boot behind a tunnel that is open: as long as the first connection would be tried.</summary>
    public const int BootSeconds = 900;

    /// <summary>The script: reads its environment, prints one line, and fails with one line if nothing responded.</summary>
    public static string Script { get; } = EmbeddedScript.Read("first-answer");

    /// <summary>The same over a tunnel's end: it waits until an SSH server speaks, since an open port may be the tunnel's alone.</summary>
    public static string EndpointScript { get; } = EmbeddedScript.Read("endpoint-answer");

    /// <summary>The same through a bastion (<c>first</c>): it waits for a login. Also asks before each push (<c>again</c>).</summary>
    public static string JumpScript { get; } = EmbeddedScript.Read("jump-answer");

    /// <returns>What the first connection waits for; null if no check is needed (local, without a bastion).</returns>
    internal static Resource? Await(EnrolledNode node, Resource parent)
    {
        if (node.Connection is { WhenSilent: null, Jump: null })
            return null;
        var port = node.Connection.Port.ToString(CultureInfo.InvariantCulture);
        var environment = new InputMap<string>
        {
            { "INFRA_NODE", node.Node.Key },
            { "INFRA_HOST", node.Connection.Host },
            { "INFRA_PORT", port },
            { "INFRA_SECONDS", Seconds.ToString(CultureInfo.InvariantCulture) },
            { "INFRA_HINT", node.Connection.WhenSilent ?? "" },
        };
        if (node.Connection.IsEndpoint || node.Connection.Jump is not null)
            environment.Add("INFRA_BOOT_SECONDS", BootSeconds.ToString(CultureInfo.InvariantCulture));
        node.Connection.Jump?.AddTo(environment, node.Connection.Operator);
        return new LocalCommand(
            $"{node.Node.Key}-reached",
            new LocalCommandArgs
            {
                // Kept to one line because it is printed on failure; the script itself is passed on standard input.
                Create = node.Connection.Jump is null ? "bash -s" : "bash -s first",
                Stdin = ScriptFor(node.Connection),
                Environment = environment,
                Triggers = new Input<object>[] { node.Instance.Derive(id => (object)id) },
            },
            new CustomResourceOptions
            {
                Parent = parent,
                DependsOn = node.DependsOn,
                // No change is a reason to check again: whether an enrolled VM responds, even at a new address, is checked before each
                // push.
                IgnoreChanges = { "environment", "stdin" },
            }
        );
    }

    private static string ScriptFor(NodeConnection connection) =>
        connection.Jump is not null ? JumpScript
        : connection.IsEndpoint ? EndpointScript
        : Script;
}
