using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using Infra.Engine.Commands;
using Infra.Engine.Planning;
using Infra.Engine.Program;
using Infra.Engine.Results;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Applying;

/// <summary>Applies the program: brings each resource, as the program reaches it, to its declared state.</summary>
internal sealed class UpHandler(
    StateStore store,
    ResourceRecorder recorder,
    ProgramInvokes invokes,
    CommandExecutor executor,
    Deleter deleter,
    RunJournal journal
) : IProgramHandler
{
    /// <summary>A cancelled step: failed if it had begun, else skipped.</summary>
    public static void Stopped(StateStore store, RunJournal journal, ResourceState resource, StepAction action, TimeSpan elapsed)
    {
        if (store.Current.Pending.Any(p => p.Resource.Urn == resource.Urn))
            journal.Failed(
                resource,
                action,
                elapsed,
                new EngineDiagnostic(
                    EngineCodes.Cancelled,
                    "It was cancelled; whether it took effect is unknown until the next run.",
                    "Run again.",
                    resource.Urn
                )
            );
        else
            journal.Skip(resource.Urn, resource.Type, resource.Name, "the run was cancelled");
    }

    public async Task<ResourceAnswer> HandleAsync(ResourceRecord record, DeclaredInputs inputs)
    {
        var replacedWith = await Replacements.OfAsync(recorder, inputs).ConfigureAwait(false);
        var decision = Decider.Decide(record, inputs, store.Current, replacedWith);
        record.Replaced.TrySetResult(decision.Action == StepAction.Replace);
        var next = Next(record, inputs, decision);
        var clock = Stopwatch.StartNew();
        try
        {
            var made =
                decision.Action == StepAction.Same || !ResourceKinds.IsCommand(record.Type)
                    ? Keep(decision, next, clock)
                    : await ExecuteAsync(record, decision, next).ConfigureAwait(false);
            return new ResourceAnswer(record.Custom ? made.Id : null, Answers.Of(made.Inputs, made.Outputs, record));
        }
        catch (CommandException e)
        {
            journal.Failed(next, decision.Action, clock.Elapsed, e.Diagnostic);
            throw;
        }
        catch (OperationCanceledException)
        {
            Stopped(store, journal, next, decision.Action, clock.Elapsed);
            throw;
        }
    }

    public Task<ImmutableDictionary<string, object>> InvokeAsync(string token, ImmutableDictionary<string, object> args) =>
        invokes.AnswerAsync(token, args);

    // Components, providers and unchanged resources: nothing runs, but options and dependencies may have changed.
    private ResourceState Keep(Decision decision, ResourceState next, Stopwatch clock)
    {
        var kept = next with { Outputs = decision.Old?.Outputs ?? Value.Map.Empty };
        store.Change(state =>
        {
            if (decision.Old is null)
                kept = kept with { Sequence = state.NextSequence };
            else if (StateJson.SameContent(decision.Old, kept))
                return state;
            return (state with { NextSequence = state.NextSequence + 1 }).Put(kept);
        });
        journal.Finished(kept, decision.Action, clock.Elapsed);
        return kept;
    }

    private async Task<ResourceState> ExecuteAsync(ResourceRecord record, Decision decision, ResourceState next)
    {
        if (decision.Action == StepAction.Replace && record.Options.Protect)
            throw new CommandException(Obstacles.Protected(record.ToString(), record.Urn, "replaced"));
        journal.Started(next, decision.Action);
        if (decision.Abandoned is { } abandoned)
            await deleter.DeleteAsync(new Deletion(abandoned.Resource, abandoned), runCommand: true, report: false).ConfigureAwait(false);
        if (decision is { Action: StepAction.Replace, DeleteFirst: true, Old: { } old })
            await deleter.DeleteAsync(new Deletion(old, null), runCommand: true, report: false).ConfigureAwait(false);

        using var slot = await executor.TakeSlotAsync().ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        var update = decision.Action == StepAction.Update;
        var operation = store.Begin(update ? OperationKind.Update : OperationKind.Create, next);
        Value.Map outputs;
        try
        {
            outputs = await executor
                .RunAsync(
                    next,
                    update ? CommandVerb.Update : CommandVerb.Create,
                    update ? decision.Old!.Outputs : Value.Map.Empty,
                    operation.Id,
                    record.Options.AdditionalSecretOutputs
                )
                .ConfigureAwait(false);
        }
        catch (CommandException) when (decision.Old is null && new CommandInputs(next.Inputs).Delete is null)
        {
            // It did not exist before, its creation failed, and it has no delete command: the next run has nothing to delete.
            store.Complete(operation, state => state);
            throw;
        }

        var made = operation.Resource with { Outputs = outputs };
        store.Complete(operation, state => state.Put(made));
        journal.Finished(made, decision.Action, clock.Elapsed);
        return made;
    }

    // The resource's desired state. An update keeps its ID and creation order.
    private static ResourceState Next(ResourceRecord record, DeclaredInputs inputs, Decision decision)
    {
        var keeps = decision.Action is StepAction.Same or StepAction.Update && decision.Old is not null;
        return new ResourceState
        {
            Sequence = keeps ? decision.Old!.Sequence : 0,
            Urn = record.Urn,
            Type = record.Type,
            Name = record.Name,
            Parent = record.Parent,
            Custom = record.Custom,
            Id =
                keeps ? decision.Old!.Id
                : record.Custom ? record.Name + RandomNumberGenerator.GetHexString(8, lowercase: true)
                : "",
            Inputs = decision.Inputs,
            ReplacementTrigger = inputs.ReplacementTrigger,
            Dependencies = inputs.Dependencies,
            Protect = record.Options.Protect,
            RetainOnDelete = record.Options.RetainOnDelete,
            DeletedWith = record.Options.DeletedWith,
        };
    }
}
