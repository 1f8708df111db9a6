using System.Collections.Immutable;
using System.Globalization;
using Pulumi;

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
                    : (
                        node.Connection.Jump is null
                            ? PrivateQuestion.Ask("bash -s", Script, environment)
                            : PrivateQuestion.Ask("bash -s again", FirstAnswer.JumpScript, environment)
                    ).Derive(why => Sentence(node, environment, why))
            );
    }

    /// <summary>Whether a bastion lets the operator in: empty; else the reason it does not, as the end of a sentence.</summary>
    internal static Output<string> AskBastion(NodeConnection bastion, JumpHost itself) =>
        Environment(bastion with { Jump = itself })
            .Chain(environment => PrivateQuestion.Ask("bash -s bastion", FirstAnswer.JumpScript, environment));

    private static string Sentence(EnrolledNode node, ImmutableSortedDictionary<string, string> asked, string why) =>
        why.Length > 0 ? $"{node.Node.Key} did not answer at {asked[Host]} port {asked["INFRA_PORT"]} within {Seconds} s ({why})." : "";

    /// <summary>Empty if an address is unknown. Not marked secret although it may hold a key: see <see cref="PrivateQuestion"/>.</summary>
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
