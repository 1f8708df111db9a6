namespace Infra.Verify.Shell;

/// <summary>The result of a command.</summary>
/// <param name="ExitCode">As reported by the shell; -1 if the connection failed and nothing ran.</param>
public sealed record ShellResult(int ExitCode, string Stdout, string Stderr)
{
    /// <summary>The one line to show if the command failed: the last of stderr, else of stdout.</summary>
    public string Complaint
    {
        get
        {
            var text = Stderr.Trim().Length > 0 ? Stderr : Stdout;
            var last = text.Trim().Split('\n')[^1].Trim();
            return last.Length > 0 ? $"exit {ExitCode}: {last}" : $"exit {ExitCode}";
        }
    }
}

/// <summary>A login on one node.</summary>
public interface INodeShell : IDisposable
{
    /// <summary>The node's key.</summary>
    string Node { get; }

    /// <summary>Runs a command to completion. A failed connection is a result with exit code -1, not an exception.</summary>
    Task<ShellResult> RunAsync(string command, string? stdin, CancellationToken cancellation);

    /// <summary>
    /// Starts a command that runs until its standard input ends, and waits for its first line of output. Disposing the result closes the
    /// input and waits for the command.
    /// </summary>
    /// <exception cref="ShellException">It ended, or printed nothing in time.</exception>
    Task<IRunningCommand> StartAsync(string command, string stdin, CancellationToken cancellation);
}

/// <summary>A command that is still running.</summary>
public interface IRunningCommand : IAsyncDisposable
{
    /// <summary>The first line it printed.</summary>
    string FirstLine { get; }
}

/// <summary>A node could not be reached or queried.</summary>
public sealed class ShellException(string message, Exception? inner = null) : Exception(message, inner);
