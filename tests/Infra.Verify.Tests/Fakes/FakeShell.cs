using Infra.Verify.Shell;

namespace Infra.Verify.Tests.Fakes;

/// <summary>Answers commands by a word they contain; the first that matches wins.</summary>
internal sealed class FakeShell(string node) : INodeShell
{
    private readonly List<(string Word, ShellResult Result)> answers = [];

    public string Node { get; } = node;

    /// <summary>Listeners that are still running.</summary>
    public int Running { get; private set; }

    public bool RefusesToStart { get; set; }

    public FakeShell Answer(string word, string stdout, int exitCode = 0, string stderr = "")
    {
        answers.Insert(0, (word, new ShellResult(exitCode, stdout, stderr)));
        return this;
    }

    public Task<ShellResult> RunAsync(string command, string? stdin, CancellationToken cancellation)
    {
        var match = answers.Find(a => command.Contains(a.Word, StringComparison.Ordinal));
        return Task.FromResult(match.Result ?? new ShellResult(127, "", $"no answer for: {command}"));
    }

    public Task<IRunningCommand> StartAsync(string command, string stdin, CancellationToken cancellation)
    {
        if (RefusesToStart)
        {
            throw new ShellException($"{Node}: did not start");
        }

        Running++;
        return Task.FromResult<IRunningCommand>(new Command(this));
    }

    public void Dispose() { }

    private sealed class Command(FakeShell shell) : IRunningCommand
    {
        public string FirstLine => """{"busy": ["tcp/22"]}""";

        public ValueTask DisposeAsync()
        {
            shell.Running--;
            return ValueTask.CompletedTask;
        }
    }
}
