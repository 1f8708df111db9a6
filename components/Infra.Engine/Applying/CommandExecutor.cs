using Infra.Engine.Commands;
using Infra.Engine.Planning;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Applying;

/// <summary>Which of a Command resource's commands is run.</summary>
internal enum CommandVerb
{
    Create,
    Update,
    Delete,
}

/// <summary>Runs the commands of Command resources, a bounded number at once.</summary>
internal sealed class CommandExecutor(EngineOptions options, StateFiles files, RunJournal journal, CancellationToken cancellation)
    : IDisposable
{
    private readonly SemaphoreSlim slots = new(Math.Max(1, options.MaxConcurrentCommands));
    private readonly LocalRunner local = new(options.WorkingDirectory, journal.Warn);

    /// <summary>Waits until a command may run. Dispose the result afterwards.</summary>
    public async Task<IDisposable> TakeSlotAsync()
    {
        await slots.WaitAsync(cancellation).ConfigureAwait(false);
        return new Slot(slots);
    }

    /// <summary>
    /// Runs one of the resource's commands, in its own order of preference (an update without <c>update</c> runs <c>create</c>). Returns
    /// the new outputs, or the previous ones if there is nothing to run. Throws <see cref="CommandException"/>, with secrets masked.
    /// </summary>
    public async Task<Value.Map> RunAsync(
        ResourceState resource,
        CommandVerb verb,
        Value.Map previous,
        string? operation,
        IReadOnlyCollection<string> secretOutputs
    )
    {
        var inputs = new CommandInputs(resource.Inputs);
        var line = verb switch
        {
            CommandVerb.Create => inputs.Create,
            CommandVerb.Update => inputs.Update ?? inputs.Create,
            _ => inputs.Delete,
        };
        if (line is null)
            return verb == CommandVerb.Create ? Outputs(new CommandOutputs("", ""), resource, secretOutputs) : previous;
        var mask = new SecretMask(resource.Inputs, resource.Name);
        var run = new CommandRun(
            line,
            inputs,
            verb == CommandVerb.Create ? null : Previous(previous),
            ProcessFile(operation),
            (stream, text) =>
            {
                if (inputs.Shows(stream) && !secretOutputs.Contains(stream == OutputStream.Stdout ? "stdout" : "stderr"))
                    journal.Line(resource, stream, mask.Apply(text));
            }
        );
        try
        {
            var outputs =
                resource.Type == ResourceKinds.LocalCommand
                    ? await local.RunAsync(run, cancellation).ConfigureAwait(false)
                    : await RemoteRunner.RunAsync(run, cancellation).ConfigureAwait(false);
            return Outputs(outputs, resource, secretOutputs);
        }
        catch (CommandException e)
        {
            throw new CommandException(e.Diagnostic with { Message = mask.Apply(e.Diagnostic.Message), Urn = resource.Urn }, e);
        }
        finally
        {
            if (run.ProcessFile is not null)
                File.Delete(run.ProcessFile);
        }
    }

    public void Dispose() => slots.Dispose();

    // As in the provider: if an input is secret, the command's output is secret as well.
    private static Value.Map Outputs(CommandOutputs outputs, ResourceState resource, IReadOnlyCollection<string> secretOutputs)
    {
        Value Mark(string name, string text) =>
            resource.Inputs.HasSecret || secretOutputs.Contains(name) ? new Value.Secret(new Value.Text(text)) : new Value.Text(text);
        return Value.MapOf([
            KeyValuePair.Create("stdout", Mark("stdout", outputs.Stdout)),
            KeyValuePair.Create("stderr", Mark("stderr", outputs.Stderr)),
        ]);
    }

    private static CommandOutputs Previous(Value.Map outputs)
    {
        string Text(string key) => outputs[key]?.Plain() is Value.Text t ? t.Content : "";
        return new CommandOutputs(Text("stdout"), Text("stderr"));
    }

    private string? ProcessFile(string? operation)
    {
        if (operation is null)
            return null;
        AtomicFile.CreateDirectory(files.Running);
        return files.RunningFile(operation);
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
