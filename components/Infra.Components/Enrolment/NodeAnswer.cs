using System.Collections.Immutable;
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

    private const string Host = "INFRA_HOST";

    /// <returns>
    /// Empty if it responds; else a sentence reporting that it does not. Previews check nothing: they show what happens if all nodes
    /// respond. A node of unknown address, because its VM is excluded from this run, is left to the engine.
    /// </returns>
    /// <param name="after">What must be done before the check.</param>
    internal static Output<string> Ask(EnrolledNode node, IEnumerable<Resource> after)
    {
        if (Deployment.Instance.IsDryRun)
            return Output.Create("");
        return Output
            .Tuple(Environment(node.Connection), Output.All(after.Select(resource => resource.Urn)))
            .Chain(known =>
                known.Item1 is not { IsEmpty: false } environment
                    ? Output.Create("")
                    : Derivation.Ask(
                        () => Run.InvokeAsync(Question(node.Connection, environment)),
                        said => Sentence(node, environment, said)
                    )
            );
    }

    private static RunArgs Question(NodeConnection connection, ImmutableSortedDictionary<string, string> environment) =>
        new()
        {
            Command = connection.Jump is null ? "bash -s" : "bash -s again",
            Stdin = connection.Jump is null ? Script : FirstAnswer.JumpScript,
            Environment = new Dictionary<string, string>(environment, StringComparer.Ordinal),
            Logging = Logging.None,
        };

    private static string Sentence(EnrolledNode node, ImmutableSortedDictionary<string, string> asked, RunResult said) =>
        said.Stdout.Trim() is { Length: > 0 } why
            ? $"{node.Node.Key} did not answer at {asked[Host]} port {asked["INFRA_PORT"]} within {Seconds} s ({why})."
            : "";

    /// <summary>Empty if an address is unknown. Not secret, although it may hold a key: it goes nowhere but into the script.</summary>
    private static Output<ImmutableSortedDictionary<string, string>> Environment(NodeConnection connection)
    {
        var given = new InputMap<string>
        {
            { Host, connection.Host.ToOutput().OrEmpty() },
            { "INFRA_PORT", connection.Port.ToString(CultureInfo.InvariantCulture) },
            { "INFRA_SECONDS", Seconds.ToString(CultureInfo.InvariantCulture) },
        };
        connection.Jump?.AddTo(given, connection.Operator);
        return Output
            .Unsecret(given.ToOutput())
            .Derive(all =>
                all.Values.All(value => value is { Length: > 0 })
                    ? all.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal)
                    : ImmutableSortedDictionary<string, string>.Empty
            );
    }
}
