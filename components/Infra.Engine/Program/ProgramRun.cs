using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Values;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Engine.Program;

/// <summary>The result of running the program once.</summary>
/// <param name="Error">The exception thrown by the program, or by the SDK for a failed resource; null: it ran to completion.</param>
internal sealed record ProgramOutcome(ImmutableArray<ResourceRecord> Records, Value.Map Outputs, Exception? Error);

/// <summary>Runs a Pulumi program against a handler.</summary>
internal static class ProgramRun
{
    // The SDK reads its configuration from the process's environment, so programs in one process take turns.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(500);

    public static async Task<ProgramOutcome> RunAsync<TStack>(
        EngineOptions options,
        ResourceRecorder recorder,
        IProgramHandler handler,
        bool preview,
        CancellationToken cancellation
    )
        where TStack : Stack
    {
        await OneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        var exitCode = Environment.ExitCode;
        var before = SetConfig(
            JsonSerializer.Serialize(options.Config),
            JsonSerializer.Serialize(options.SecretConfigKeys.Order(StringComparer.Ordinal))
        );
        try
        {
            var mocks = new EngineMocks(recorder, handler);
            var services = options.Services(new StackOptions { ResourceTransformations = { recorder.Record } });
            Exception? error = null;
            try
            {
                await Deployment
                    .TestWithServiceProviderAsync<TStack>(
                        mocks,
                        services,
                        new TestOptions
                        {
                            ProjectName = options.Project,
                            StackName = options.Stack,
                            IsPreview = preview,
                        }
                    )
                    .ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Every exception of a program ends here; the caller turns it into a diagnostic.
                error = e;
                await DrainAsync(recorder, mocks).ConfigureAwait(false);
            }

            return new ProgramOutcome([.. recorder.Records], mocks.StackOutputs, error);
        }
        finally
        {
            SetConfig(before.Config, before.SecretKeys);
            // A failed mock makes the SDK set 32 here; the exit code is for the command to choose.
            Environment.ExitCode = exitCode;
            OneAtATime.Release();
        }
    }

    // The SDK returns at the first failure while independent resources are still running, and those declare others when done. All of them
    // are awaited; anything declared later is refused, since nobody would learn of it.
    private static async Task DrainAsync(ResourceRecorder recorder, EngineMocks mocks)
    {
        var seen = -1;
        while (seen != recorder.Records.Count || mocks.IsAsking)
        {
            seen = recorder.Records.Count;
            await HandledAsync(recorder).ConfigureAwait(false);
            await Task.Delay(Settled).ConfigureAwait(false);
        }

        mocks.Close();
    }

    // Resources whose inputs have faulted are never passed to the engine.
    private static async Task HandledAsync(ResourceRecorder recorder)
    {
        var handled = Task.WhenAll(
            recorder.Records.Select(async record =>
            {
                await ((Task)record.Inputs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (record.Inputs.IsCompletedSuccessfully)
                    await record.Handled.Task.ConfigureAwait(false);
            })
        );
        // A resource the SDK itself rejects is never passed on: once nothing progresses any more, stop waiting.
        var done = -1;
        while (await Task.WhenAny(handled, Task.Delay(Stalled)).ConfigureAwait(false) != handled)
        {
            var now = recorder.Records.Count(r => r.Handled.Task.IsCompleted);
            if (now == done && recorder.Records.All(r => !r.Running || r.Handled.Task.IsCompleted))
                return;
            done = now;
        }
    }

    private static (string? Config, string? SecretKeys) SetConfig(string? config, string? secretKeys)
    {
        var before = (Environment.GetEnvironmentVariable("PULUMI_CONFIG"), Environment.GetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS"));
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", config);
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", secretKeys);
        return before;
    }
}
