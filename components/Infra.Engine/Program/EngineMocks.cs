using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Engine.Values;
using Pulumi.Testing;

namespace Infra.Engine.Program;

/// <summary>Takes the place of Pulumi's own engine: answers the program's registrations and invokes.</summary>
internal sealed class EngineMocks(ResourceRecorder recorder, IProgramHandler handler) : IMocks
{
    private readonly ConcurrentDictionary<string, Value> outputs = [];
    private volatile bool closed;
    private int asking;

    /// <summary>The outputs the stack registered.</summary>
    public Value.Map StackOutputs => Value.MapOf(outputs);

    /// <summary>Whether an invoke is being answered; whatever waits for it may declare resources.</summary>
    public bool IsAsking => Volatile.Read(ref asking) > 0;

    /// <summary>Ends the run: anything the program declares afterwards is not applied.</summary>
    public void Close() => closed = true;

    public async Task<(string?, object)> NewResourceAsync(MockResourceArgs args)
    {
        if (ResourceRecorder.IsStack(args.Type))
            return (null, ImmutableDictionary<string, object>.Empty);
        if (recorder.Find(args.Type, args.Name) is not { } record)
            throw Noted(
                new EngineException(
                    EngineCodes.HookNotCalled,
                    $"The stack did not pass its StackOptions to Stack(StackOptions): {args.Name} ({args.Type}) was not seen.",
                    "Pass the options given to the service provider to the base constructor."
                )
            );
        if (closed)
            throw new OperationCanceledException($"{record} was declared after the run had failed.");
        record.Running = true;
        record.ImportsOrReads = !string.IsNullOrEmpty(args.Id);
        try
        {
            var answer = await handler.HandleAsync(record, await record.Inputs.ConfigureAwait(false)).ConfigureAwait(false);
            return (answer.Id, ValueObjects.ToMockState(answer.Outputs));
        }
        finally
        {
            record.Replaced.TrySetResult(false);
            record.Handled.TrySetResult();
        }
    }

    public async Task<object> CallAsync(MockCallArgs args)
    {
        Interlocked.Increment(ref asking);
        try
        {
            return await handler.InvokeAsync(args.Token ?? "", args.Args).ConfigureAwait(false);
        }
        catch (EngineException e)
        {
            throw Noted(e);
        }
        finally
        {
            Interlocked.Decrement(ref asking);
        }
    }

    public async Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        // Components' outputs are already known to the program; only the stack's are kept.
        if (!recorder.IsRoot(args.Urn))
            return;
        var reader = new InputReader(recorder.UrnOf);
        foreach (var (name, output) in args.Outputs)
        {
            if (await reader.ReadAsync(output).ConfigureAwait(false) is { } value)
                outputs[name] = value;
        }
    }

    // The SDK keeps the message of an exception thrown by a mock and loses its type, and with it code and remedy.
    private EngineException Noted(EngineException exception)
    {
        recorder.Note(exception.Diagnostics);
        return exception;
    }
}
