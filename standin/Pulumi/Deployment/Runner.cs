namespace Pulumi;

/// <summary>Tracks everything a run has started, and ends it when all is done or at the first failures.</summary>
internal sealed class Runner
{
    /// <summary>The exit code that tells the CLI that the user has already been informed.</summary>
    private const int UserWasTold = 32;

    private readonly Lock _lock = new();
    private readonly List<string> _errors = [];
    private readonly HashSet<Exception> _failures = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _active = 1; // The program itself.
    private bool _programEnded;

    public void Watch(Task task)
    {
        // Most outputs are complete on creation; there is nothing to wait for.
        if (task.IsCompletedSuccessfully)
            return;

        lock (_lock)
            _active++;
        _ = task.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public void Report(string error)
    {
        lock (_lock)
            _errors.Add(error);
    }

    /// <summary>The errors; empty on success.</summary>
    public async Task<string[]> RunAsync<TStack>(Func<TStack> createStack)
        where TStack : Stack
    {
        try
        {
            createStack().RegisterPropertyOutputs();
            lock (_lock)
                _programEnded = true;
            Ended(Task.CompletedTask);
        }
        catch (Exception exception)
        {
            return Fail([exception]);
        }

        await _done.Task.ConfigureAwait(false);
        lock (_lock)
            return Fail([.. _failures]);
    }

    private void Ended(Task task)
    {
        lock (_lock)
        {
            _active--;
            _failures.UnionWith(task.Exception?.InnerExceptions ?? []);
            if (_active == 0 || (_failures.Count > 0 && _programEnded))
                _done.TrySetResult();
        }
    }

    private string[] Fail(Exception[] failures)
    {
        lock (_lock)
        {
            _errors.AddRange(failures.Select(Describe));
            if (failures.Length > 0)
                Environment.ExitCode = UserWasTold;
            return [.. _errors];
        }
    }

    private static string Describe(Exception exception) =>
        exception switch
        {
            RunException => exception.Message,
            ResourceException { HideStack: true } => exception.Message,
            ResourceException => exception.ToString(),
            _ => $"Running program failed with an unhandled exception:\n{exception}",
        };
}
