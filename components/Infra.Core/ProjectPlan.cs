using System.Collections.Immutable;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core;

/// <summary>Everything decided about a project before any cloud is asked: the compiler's result.</summary>
/// <param name="LockText">The lock file as it must read for this plan; equal to the text given when nothing was allocated.</param>
/// <param name="LockChanges">What changes in the lock file, gravest first; empty when it was complete.</param>
public sealed record ProjectPlan(
    ProjectSpec Spec,
    ProjectTopology Topology,
    NetworkPolicy Policy,
    string LockText,
    ImmutableArray<LockChange> LockChanges
)
{
    /// <summary>The lock file's text that this plan was made from; null where there was none. Whoever writes compares.</summary>
    public string? LockBefore { get; init; }

    /// <summary>Whose keys open the nodes, as far as the stack file says; the local cloud adds one that it makes.</summary>
    public OperatorKeys OperatorKeys { get; init; } = OperatorKeys.Nobody;
}
