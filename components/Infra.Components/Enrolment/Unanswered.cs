using System.Collections.Immutable;
using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;
using LocalCommandArgs = Pulumi.Command.Local.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// Fails a run in which nodes were dead, naming them, after everything else is done. A resource, because both engines stop at the first
/// failure and this one must be the last; it always fails, so no state ever contains it and no preview shows it.
/// </summary>
public static class Unanswered
{
    private const string Tells = "printf '%s\\n' \"$INFRA_UNANSWERED\" >&2; exit 1";

    /// <param name="after">Everything else to be done.</param>
    /// <param name="deletions">A note on what the engine deletes only after a run without errors, ending in a space.</param>
    internal static void Tell(
        string project,
        IReadOnlyCollection<ServiceEnrolment> services,
        IEnumerable<Resource> after,
        string deletions = ""
    )
    {
        _ = Output
            .Tuple(Output.All(services.Select(service => service.Unanswered)), Output.All(services.Select(service => service.Done)))
            .Derive(all =>
            {
                var silent = all.Item1.SelectMany(each => each).ToImmutableArray();
                if (!silent.IsEmpty)
                    Fail(project, silent, deletions, [.. all.Item2.SelectMany(each => each), .. after]);
                return silent.Length;
            });
    }

    private static void Fail(string project, ImmutableArray<UnansweredNode> silent, string deletions, Resource[] after)
    {
        var text =
            $"{string.Join(" ", silent.Select(node => node.Sentence))} "
            + $"{(silent.Length == 1 ? "It keeps" : "They keep")} what {(silent.Length == 1 ? "it" : "they")} confirmed "
            + "last; all "
            + $"other nodes have this run's changes. {deletions}Once "
            + $"{(silent.Length == 1 ? "it answers" : "they answer")}, run up again to continue. A lost node is "
            + "replaced, "
            + $"one at a time: {silent[0].Replacement}, then run up.";
        _ = new LocalCommand(
            $"{project}-unanswered",
            new LocalCommandArgs { Create = Tells, Environment = { { "INFRA_UNANSWERED", text } } },
            new CustomResourceOptions { DependsOn = after }
        );
    }
}
