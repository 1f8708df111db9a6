using System.Diagnostics;
using Infra.Engine.Commands;
using Infra.Engine.Planning;
using Infra.Engine.Results;
using Infra.Engine.State;

namespace Infra.Engine.Applying;

/// <summary>Deletes resources that are no longer declared, dependants first, independent ones in parallel.</summary>
internal sealed class Deleter(StateStore store, CommandExecutor executor, RunJournal journal)
{
    /// <summary>After a failure, continues with whatever does not depend on it; failures are in the journal.</summary>
    public async Task DeleteAllAsync(IReadOnlyList<Deletion> deletions)
    {
        var gone = deletions.Select(d => d.Resource.Urn).ToHashSet();
        var tasks = new Dictionary<Deletion, Task<bool>>();
        foreach (var deletion in deletions)
        {
            var before = deletion.After.Select(d => tasks[d]).ToArray();
            tasks[deletion] = AfterAsync(deletion, before, gone);
        }

        await Task.WhenAll(tasks.Values).ConfigureAwait(false);
    }

    /// <summary>Throws <see cref="CommandException"/> if the command fails; the resource is then still in the state.</summary>
    /// <param name="runCommand">False: only remove it from the state.</param>
    /// <param name="report">False inside another step, which reports for both.</param>
    public async Task DeleteAsync(Deletion deletion, bool runCommand, bool report = true)
    {
        var resource = deletion.Resource;
        var runs =
            runCommand
            && !resource.RetainOnDelete
            && ResourceKinds.IsCommand(resource.Type)
            && new CommandInputs(resource.Inputs).Delete is not null;
        using var slot = runs ? await executor.TakeSlotAsync().ConfigureAwait(false) : null;
        var clock = Stopwatch.StartNew();
        if (report)
            journal.Started(resource, StepAction.Delete);
        if (runs)
        {
            // The record of an interrupted creation already states that the resource's existence is uncertain.
            var operation = deletion.Interrupted ?? store.Begin(OperationKind.Delete, resource);
            await executor.RunAsync(resource, CommandVerb.Delete, resource.Outputs, operation.Id, []).ConfigureAwait(false);
        }

        store.Change(state => state.Without(resource));
        if (report)
            journal.Finished(resource, StepAction.Delete, clock.Elapsed);
    }

    private async Task<bool> AfterAsync(Deletion deletion, Task<bool>[] before, HashSet<string> gone)
    {
        var resource = deletion.Resource;
        if (Array.IndexOf(await Task.WhenAll(before).ConfigureAwait(false), false) is var failed and >= 0)
        {
            journal.Skip(
                resource.Urn,
                resource.Type,
                resource.Name,
                $"{deletion.After[failed].Resource.Name}, which depends on it, was not deleted"
            );
            return false;
        }

        var clock = Stopwatch.StartNew();
        try
        {
            await DeleteAsync(deletion, runCommand: resource.DeletedWith is null || !gone.Contains(resource.DeletedWith))
                .ConfigureAwait(false);
            return true;
        }
        catch (CommandException e)
        {
            journal.Failed(resource, StepAction.Delete, clock.Elapsed, e.Diagnostic);
        }
        catch (OperationCanceledException)
        {
            UpHandler.Stopped(store, journal, resource, StepAction.Delete, clock.Elapsed);
        }

        return false;
    }
}
