using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Engine.Values;
using Pulumi.Testing;

namespace Infra.Engine.Program;

/// <summary>Stands where Pulumi's own engine would: answers the program's registrations and invokes.</summary>
internal sealed class EngineMocks(ResourceRecorder recorder, IProgramHandler handler) : IMocks
{
    private readonly ConcurrentDictionary<string, Value> outputs = [];

    /// <summary>What the stack registered as its outputs.</summary>
    public Value.Map StackOutputs => Value.MapOf(outputs);

    public async Task<(string?, object)> NewResourceAsync(MockResourceArgs args)
    {
        if (ResourceRecorder.IsStack(args.Type))
            return (null, ImmutableDictionary<string, object>.Empty);
        if (recorder.Find(args.Type, args.Name) is not { } record)
            throw Noted(new EngineException(EngineCodes.HookNotCalled,
                $"The stack did not pass its StackOptions to Stack(StackOptions): {args.Name} ({args.Type}) was not seen.",
                "Pass the options given to the service provider to the base constructor."));
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
        try
        {
            return await handler.InvokeAsync(args.Token ?? "", args.Args).ConfigureAwait(false);
        }
        catch (EngineException e)
        {
            throw Noted(e);
        }
    }

    public async Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        // Components' outputs are already known to the program; only the stack's are kept.
        if (!args.Urn.EndsWith($"::{recorder.RootName}", StringComparison.Ordinal))
            return;
        var reader = new InputReader(recorder.UrnOf);
        foreach (var (name, output) in args.Outputs)
        {
            if (await reader.ReadAsync(output).ConfigureAwait(false) is { } value)
                outputs[name] = value;
        }
    }

    // The SDK keeps the text of what a mock throws and loses its type, and with it code and remedy.
    private EngineException Noted(EngineException exception)
    {
        recorder.Note(exception.Diagnostics);
        return exception;
    }
}
