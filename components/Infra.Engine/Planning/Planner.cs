using System.Collections.Immutable;
using Infra.Engine.Applying;
using Infra.Engine.Program;
using Infra.Engine.Results;
using Infra.Engine.State;
using Infra.Engine.Values;
using Pulumi;

namespace Infra.Engine.Planning;

internal static class Planner
{
    /// <summary>Runs the program in preview and compares. Throws <see cref="EngineException"/> if the program fails.</summary>
    public static async Task<PlanResult> PlanAsync<TStack>(
        EngineOptions options,
        StackState state,
        RunJournal journal,
        CancellationToken cancellation
    )
        where TStack : Stack
    {
        var recorder = new ResourceRecorder(options.Project, options.Stack);
        var handler = new PlanHandler(state, recorder, new ProgramInvokes(options, journal, preview: true, cancellation));
        var outcome = await ProgramRun.RunAsync<TStack>(options, recorder, handler, preview: true, cancellation).ConfigureAwait(false);
        if (recorder.Problems.Count > 0)
            throw new EngineException([.. recorder.Problems.Distinct()], outcome.Error);
        cancellation.ThrowIfCancellationRequested();
        if (outcome.Error is not null)
            throw new EngineException([EngineFindings.ProgramFailed(outcome.Error)], outcome.Error);

        var deletions = DeletionOrder.Unwanted(state, outcome.Records.Select(r => r.Urn).ToHashSet());
        var declared = outcome.Records.Select(r => handler.Steps[r.Urn]).ToArray();
        var deleted = deletions.Select(StepWriter.Of).ToArray();
        var root = StepWriter.Root(recorder.RootUrn, recorder.RootName, state.IsEmpty ? StepAction.Create : StepAction.Same);
        return new PlanResult
        {
            Project = options.Project,
            Stack = options.Stack,
            Steps = [root, .. declared, .. deleted],
            Outputs = ValueDisplay.Of(outcome.Outputs),
            Warnings = journal.Warnings,
            Obstacles = [.. Obstacles.Of(outcome.Records, declared, deletions, options.Stack)],
        };
    }

    /// <summary>The deletion of everything that exists.</summary>
    public static PlanResult PlanDown(EngineOptions options, StackState state)
    {
        var deletions = DeletionOrder.Unwanted(state, ImmutableHashSet<string>.Empty);
        var recorder = new ResourceRecorder(options.Project, options.Stack);
        return new PlanResult
        {
            Project = options.Project,
            Stack = options.Stack,
            Steps =
            [
                StepWriter.Root(recorder.RootUrn, recorder.RootName, state.IsEmpty ? StepAction.Same : StepAction.Delete),
                .. deletions.Select(StepWriter.Of),
            ],
            Outputs = ValueDisplay.Of(state.Outputs),
            Obstacles =
            [
                .. deletions
                    .Where(d => d.Resource.Protect)
                    .Select(d => Obstacles.Protected(d.Resource.ToString(), d.Resource.Urn, "deleted")),
            ],
        };
    }
}
