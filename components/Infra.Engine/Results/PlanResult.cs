using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infra.Engine.Results;

/// <summary>What a run would do, as plain data: contains no secrets, and serializes to JSON.</summary>
public sealed record PlanResult
{
    public required string Project { get; init; }

    public required string Stack { get; init; }

    /// <summary>Resources in registration order, then deletions in the order they would happen.</summary>
    public required ImmutableArray<PlanStep> Steps { get; init; }

    /// <summary>The stack's outputs, masked for display.</summary>
    public required JsonObject Outputs { get; init; }

    public ImmutableArray<EngineDiagnostic> Warnings { get; init; } = [];

    /// <summary>What prevents the engine from applying this plan; empty if up can apply it.</summary>
    public ImmutableArray<EngineDiagnostic> Obstacles { get; init; } = [];

    /// <summary>Counts of custom resources; components and the stack do not count.</summary>
    public PlanCounts Counts => PlanCounts.Of(Steps);

    /// <summary>Whether any resource has an action other than Same.</summary>
    public bool HasChanges => Steps.Any(s => s.Action != StepAction.Same);

    /// <summary>The steps as a tree; deletions are below their parent if it is in the plan.</summary>
    public PlanNode Tree() => PlanNode.Of(this);
}

/// <summary>A node of the resource tree.</summary>
/// <param name="Step">Null only at the root of a plan without a stack resource (down of an empty state).</param>
public sealed record PlanNode(PlanStep? Step, ImmutableArray<PlanNode> Children)
{
    internal static PlanNode Of(PlanResult plan)
    {
        var known = plan.Steps.Select(s => s.Urn).ToHashSet();
        var children = plan.Steps.ToLookup(s => s.Parent is not null && known.Contains(s.Parent) ? s.Parent : null);
        var roots = children[null].ToArray();
        return roots is [{ Parent: null } only] ? Node(only) : new PlanNode(null, [.. roots.Select(Node)]);

        // A leftover shares its URN with the resource that replaced it; children belong to the latter.
        PlanNode Node(PlanStep step) => new(step, step.Leftover ? [] : [.. children[step.Urn].Select(Node)]);
    }
}
