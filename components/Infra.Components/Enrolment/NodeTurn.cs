using System.Collections.Immutable;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>The result for one node when its zone was due.</summary>
/// <param name="Confirmed">Its confirmation; empty if it did not respond, in which case nothing was declared for it and its state is
/// unchanged.</param>
/// <param name="Unanswered">Null if it responded.</param>
/// <param name="IsReached">Whether the node has confirmed this run's bundle, known once it has.</param>
internal sealed record NodeTurn(ImmutableArray<Resource> Confirmed, UnansweredNode? Unanswered, Output<bool> IsReached)
{
    /// <param name="pins">Of all nodes the push may mention.</param>
    /// <param name="zoneBefore">What its zone waits for.</param>
    /// <param name="push">Pushes and confirms, after the resources it is given.</param>
    internal static Output<NodeTurn> Of(
        EnrolledNode node,
        ImmutableArray<Resource> pins,
        Output<ImmutableArray<Resource>> zoneBefore,
        Func<IReadOnlyList<Resource>, (Resource Confirmation, Output<bool> IsOfThis)> push
    ) =>
        zoneBefore.Chain(before =>
        {
            IReadOnlyList<Resource> after = [.. pins, .. before];
            return NodeAnswer
                .Ask(node, after)
                .Derive(silence =>
                {
                    if (silence.Length > 0)
                        return new NodeTurn([], Skipped(node, silence), Output.Create(false));
                    var (confirmation, isOfThis) = push(after);
                    return new NodeTurn([confirmation], null, isOfThis);
                });
        });

    // Also reported immediately: if another node rejects this change, the run ends with that error.
    private static UnansweredNode Skipped(EnrolledNode node, string sentence)
    {
        Log.Warn($"{sentence} This run skips it.");
        return new UnansweredNode(sentence, Replacement.Command(Deployment.Instance.StackName, node.Node));
    }
}
