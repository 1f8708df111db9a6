using System.Collections.Immutable;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>What came of one node when its zone's turn had come.</summary>
/// <param name="Confirmed">Its confirmation; empty when it did not answer, and nothing was declared for it: its state stays as it was.</param>
/// <param name="Unanswered">Null when it answered.</param>
internal sealed record NodeTurn(ImmutableArray<Resource> Confirmed, UnansweredNode? Unanswered)
{
    /// <param name="pins">Of all nodes that the push may speak of.</param>
    /// <param name="zoneBefore">What its zone waits for.</param>
    /// <param name="push">Pushes and confirms, after what it is given.</param>
    internal static Output<NodeTurn> Of(
        EnrolledNode node,
        ImmutableArray<Resource> pins,
        Output<ImmutableArray<Resource>> zoneBefore,
        Func<IReadOnlyList<Resource>, Resource> push
    ) =>
        zoneBefore.Chain(before =>
        {
            IReadOnlyList<Resource> after = [.. pins, .. before];
            return NodeAnswer
                .Ask(node, after)
                .Derive(silence => silence.Length == 0 ? new NodeTurn([push(after)], null) : new NodeTurn([], Said(node, silence)));
        });

    // At once as well: should another node refuse this change, the run ends with that.
    private static UnansweredNode Said(EnrolledNode node, string sentence)
    {
        Log.Warn($"{sentence} This run skips it.");
        return new UnansweredNode(sentence, Replacement.Command(Deployment.Instance.StackName, node.Node));
    }
}
