using System.Diagnostics;
using System.Text.Json.Nodes;
using Infra.Engine.Applying;
using Infra.Engine.Commands;
using Infra.Engine.Planning;
using Infra.Engine.Program;
using Infra.Engine.Results;
using Infra.Engine.State;
using Infra.Engine.Values;
using Pulumi;

namespace Infra.Engine;

/// <summary>
/// Plans any Pulumi stack without credentials, and applies those that live on this machine: stacks of Command resources. Everything else
/// is applied by <c>pulumi up</c>, as the engine's error states.
/// </summary>
/// <remarks>
/// Built on Pulumi's public testing API (mocks and a resource transformation), so the stack class is the very one
/// that <c>pulumi up</c> runs. User errors are <see cref="EngineException"/>; failures of resources are in the result.
/// </remarks>
/// <param name="progress">Called synchronously from many threads; see <see cref="EngineEvent"/>.</param>
public sealed class EmbeddedEngine(EngineOptions options, IProgress<EngineEvent>? progress = null)
{
    private readonly StateFiles files = new(Path.GetFullPath(options.StateDirectory));

    /// <summary>
    /// What an up would do. Changes nothing, takes no lock, runs no command except the program's <c>Local.Run</c> invokes.
    /// </summary>
    public async Task<PlanResult> PlanAsync<TStack>(CancellationToken cancellation = default)
        where TStack : Stack
    {
        var journal = new RunJournal(progress);
        var store = StateStore.Open(files, options.Project, options.Stack);
        var plan = await Planner.PlanAsync<TStack>(options, store.Current, journal, cancellation).ConfigureAwait(false);
        journal.Planned(plan);
        return plan;
    }

    /// <summary>
    /// Brings the stack to the state the program declares. Throws <see cref="EngineException"/> before anything is changed; after that,
    /// failures are in the result, and the state on disk is correct at every moment, so that a run after a failure, a cancellation or a
    /// kill continues where this one stopped.
    /// </summary>
    public async Task<RunResult> UpAsync<TStack>(CancellationToken cancellation = default)
        where TStack : Stack
    {
        var clock = Stopwatch.StartNew();
        var journal = new RunJournal(progress);
        using var held = RunLock.Take(files, "up");
        var store = StateStore.Open(files, options.Project, options.Stack);
        var plan = await Planner.PlanAsync<TStack>(options, store.Current, journal, cancellation).ConfigureAwait(false);
        journal.Planned(plan);
        if (!plan.Obstacles.IsEmpty)
            throw new EngineException(plan.Obstacles);
        await Leftovers.EndAsync(files, store.Current, journal.Warn).ConfigureAwait(false);

        var recorder = new ResourceRecorder(options.Project, options.Stack);
        using var executor = new CommandExecutor(options, files, journal, cancellation);
        var deleter = new Deleter(store, executor, journal);
        var handler = new UpHandler(
            store,
            recorder,
            new ProgramInvokes(options, journal, preview: false, cancellation),
            executor,
            deleter,
            journal
        );
        var outcome = await ProgramRun.RunAsync<TStack>(options, recorder, handler, preview: false, cancellation).ConfigureAwait(false);
        if (outcome.Error is null)
        {
            store.Change(state => state.Outputs == outcome.Outputs ? state : state with { Outputs = outcome.Outputs });
            await deleter
                .DeleteAllAsync(DeletionOrder.Unwanted(store.Current, outcome.Records.Select(r => r.Urn).ToHashSet()))
                .ConfigureAwait(false);
        }
        else
        {
            NoteUnreached(journal, outcome);
            if (journal.Failures.IsEmpty)
                throw recorder.Problems.Count > 0
                    ? new EngineException([.. recorder.Problems.Distinct()], outcome.Error)
                    : new EngineException([EngineFindings.ProgramFailed(outcome.Error)], outcome.Error);
        }

        return Result(plan, journal, store, clock, store.Current.Resources.Where(r => r.Replaced && outcome.Error is null));
    }

    /// <summary>What a down would delete, in order. Changes nothing, takes no lock.</summary>
    public Task<PlanResult> PlanDownAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Planner.PlanDown(options, StateStore.Open(files, options.Project, options.Stack).Current));
    }

    /// <summary>
    /// Deletes everything in the state, without running the program. After a failure, continues with whatever does not depend on it; when
    /// nothing is left, the engine's files are removed as well.
    /// </summary>
    public async Task<RunResult> DownAsync(CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        var journal = new RunJournal(progress);
        using var held = RunLock.Take(files, "down");
        var store = StateStore.Open(files, options.Project, options.Stack);
        var plan = Planner.PlanDown(options, store.Current);
        journal.Planned(plan);
        if (!plan.Obstacles.IsEmpty)
            throw new EngineException(plan.Obstacles);
        await Leftovers.EndAsync(files, store.Current, journal.Warn).ConfigureAwait(false);

        using var executor = new CommandExecutor(options, files, journal, cancellation);
        await new Deleter(store, executor, journal)
            .DeleteAllAsync(DeletionOrder.Unwanted(store.Current, new HashSet<string>()))
            .ConfigureAwait(false);
        store.RemoveIfEmpty();
        return Result(plan, journal, store, clock, store.Current.Resources.Concat(store.Current.Pending.Select(p => p.Resource)));
    }

    /// <summary>
    /// The stack's outputs from the last up, masked for display; empty if there was none. Runs nothing: correct even while a plan has
    /// changes and could not know them.
    /// </summary>
    public JsonObject LastOutputs() => ValueDisplay.Of(StateStore.Open(files, options.Project, options.Stack).Current.Outputs);

    /// <summary>Whether the state is empty: never brought up, or brought down.</summary>
    public bool IsEmpty() => StateStore.Open(files, options.Project, options.Stack).Current.IsEmpty;

    private static void NoteUnreached(RunJournal journal, ProgramOutcome outcome)
    {
        foreach (var record in outcome.Records.Where(r => r.Custom && !r.Running))
            journal.Skip(record.Urn, record.Type, record.Name, "something it depends on failed");
    }

    private static RunResult Result(
        PlanResult plan,
        RunJournal journal,
        StateStore store,
        Stopwatch clock,
        IEnumerable<ResourceState> leftovers
    ) =>
        new()
        {
            Plan = plan,
            Done = journal.Done,
            Failures = journal.Failures,
            Skipped = journal.Skipped,
            Warnings = journal.Warnings,
            Leftovers = [.. leftovers.Where(r => r.Custom).Select(r => r.ToString()).Distinct()],
            Outputs = ValueDisplay.Of(store.Current.Outputs),
            Elapsed = clock.Elapsed,
        };
}
