using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infra.Engine.Results;

/// <summary>A resource and the action applied to it.</summary>
public sealed record ResourceOutcome(string Urn, string Type, string Name, StepAction Action, TimeSpan Elapsed);

/// <summary>A resource that failed, with the tail of its command's output in the message.</summary>
public sealed record ResourceFailure(string Urn, string Type, string Name, StepAction Action, EngineDiagnostic Error);

/// <summary>A resource left untouched because something it needs failed.</summary>
public sealed record SkippedResource(string Urn, string Type, string Name, string Reason);

/// <summary>The result of an up or a down. The state on disk matches it at every moment.</summary>
public sealed record RunResult
{
    /// <summary>The plan made at the start of the run.</summary>
    public required PlanResult Plan { get; init; }

    /// <summary>Everything done, in order of completion; unchanged resources included.</summary>
    public required ImmutableArray<ResourceOutcome> Done { get; init; }

    public required ImmutableArray<ResourceFailure> Failures { get; init; }

    public required ImmutableArray<SkippedResource> Skipped { get; init; }

    /// <summary>What still exists after a down, or waits to be deleted after an up: one line each, e.g. <c>name (type)</c>.</summary>
    public required ImmutableArray<string> Leftovers { get; init; }

    /// <summary>The stack's outputs, prepared for display (secrets masked).</summary>
    public required JsonObject Outputs { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Warnings of the plan and of the run.</summary>
    public ImmutableArray<EngineDiagnostic> Warnings { get; init; } = [];

    public bool Succeeded => Failures.IsEmpty && Skipped.IsEmpty;

    /// <summary>
    /// How many custom resources were actually created, updated, replaced, deleted or found unchanged. The old resource of a replacement
    /// is not also counted as deleted.
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
