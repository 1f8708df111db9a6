using System.Collections.Immutable;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core;

/// <summary>Everything decided about a project before any cloud is queried: the compiler's result.</summary>
/// <param name="LockText">The lock file's text for this plan; equal to the input if nothing was allocated.</param>
/// <param name="LockChanges">Changes to the lock file, most severe first; empty if it was complete.</param>
public sealed record ProjectPlan(
    ProjectSpec Spec,
    ProjectTopology Topology,
    NetworkPolicy Policy,
    string LockText,
    ImmutableArray<LockChange> LockChanges
)
{
    /// <summary>
    /// Whose machines have a filter of their own, sorted: every service, and <see cref="Bastion.Owner"/> if there are bastions.
    /// </summary>
    internal ImmutableArray<string> Owners =>
        [.. Spec.Services.Keys.Concat(Topology.Bastions.IsEmpty ? Array.Empty<string>() : [Bastion.Owner]).Order(StringComparer.Ordinal)];

    /// <summary>The lock file's text that this plan was compiled from; null if there was none. Writers must compare it.</summary>
    public string? LockBefore { get; init; }

    /// <summary>The keys that open the nodes, as far as the stack file lists them; the local cloud adds one that it generates.</summary>
    public OperatorKeys OperatorKeys { get; init; } = OperatorKeys.Nobody;
}
