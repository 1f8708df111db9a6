using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infra.Engine.Results;

/// <summary>A resource and what became of it.</summary>
public sealed record ResourceOutcome(string Urn, string Type, string Name, StepAction Action, TimeSpan Elapsed);

/// <summary>A resource that failed, with the tail of what its command printed in the message.</summary>
public sealed record ResourceFailure(string Urn, string Type, string Name, StepAction Action, EngineDiagnostic Error);

/// <summary>A resource left alone because something it needs failed.</summary>
public sealed record SkippedResource(string Urn, string Type, string Name, string Reason);

/// <summary>What an up or a down did. The state on disk agrees with it at every moment.</summary>
public sealed record RunResult
{
    /// <summary>The plan made at the start of the run.</summary>
    public required PlanResult Plan { get; init; }

    /// <summary>Everything done, in the order it finished; unchanged resources included.</summary>
    public required ImmutableArray<ResourceOutcome> Done { get; init; }

    public required ImmutableArray<ResourceFailure> Failures { get; init; }

    public required ImmutableArray<SkippedResource> Skipped { get; init; }

    /// <summary>What still exists after a down, or waits to be deleted after an up: a line each, e.g. <c>name (type)</c>.</summary>
    public required ImmutableArray<string> Leftovers { get; init; }

    /// <summary>The stack's outputs, ready to be shown (secrets masked).</summary>
    public required JsonObject Outputs { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Warnings of the plan and of the run.</summary>
    public ImmutableArray<EngineDiagnostic> Warnings { get; init; } = [];

    public bool Succeeded => Failures.IsEmpty && Skipped.IsEmpty;

    /// <summary>
    /// How many custom resources were really created, updated, replaced, deleted or found unchanged. The old one of a
    /// replacement is not counted as deleted as well.
    /// </summary>
    public PlanCounts Counts
    {
        get
        {
            var custom = Plan.Steps.Where(s => s.Custom).Select(s => s.Urn).ToHashSet();
            var replaced = Done.Where(d => d.Action == StepAction.Replace).Select(d => d.Urn).ToHashSet();
            int Count(StepAction action) =>
                Done.Count(d => d.Action == action && custom.Contains(d.Urn) && !(action == StepAction.Delete && replaced.Contains(d.Urn)));
            return new PlanCounts(
                Count(StepAction.Create),
                Count(StepAction.Update),
                Count(StepAction.Replace),
                Count(StepAction.Delete),
                Count(StepAction.Same)
            );
        }
    }
}
