using System.ComponentModel;
using System.Diagnostics;

namespace Infra.Verify.Shell;

/// <summary>Runs commands in a network namespace of this machine that simulates a machine outside the project. Requires root.</summary>
/// <param name="name">As under <c>/run/netns</c>.</param>
public sealed class NamespaceShell(string name) : INodeShell
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    public string Node => name;

    public async Task<ShellResult> RunAsync(string command, string? stdin, CancellationToken cancellation)
    {
        using var process = Start(command);
        var stdout = process.StandardOutput.ReadToEndAsync(cancellation);
        var stderr = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.StandardInput.WriteAsync((stdin ?? "").AsMemory(), cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before reading its input; its exit code and stderr, below, tell why.
        }

        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return new ShellResult(process.ExitCode, await stdout.ConfigureAwait(false), await stderr.ConfigureAwait(false));
    }

    public async Task<IRunningCommand> StartAsync(string command, string stdin, CancellationToken cancellation)
    {
        var process = Start(command);
        try
        {
            await process.StandardInput.WriteAsync(stdin.AsMemory(), cancellation).ConfigureAwait(false);
            await process.StandardInput.FlushAsync(cancellation).ConfigureAwait(false);
            var line = await process
                .StandardOutput.ReadLineAsync(cancellation)
                .AsTask()
                .WaitAsync(StartTimeout, cancellation)
                .ConfigureAwait(false)
                ?? throw new ShellException(
                    $"{name}: {(await process.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false)).Trim()}"
                );
            return new Running(process, line);
        }
        catch (Exception e)
        {
            await new Running(process, "").DisposeAsync().ConfigureAwait(false);
            throw e is TimeoutException or IOException ? new ShellException($"{name}: the command did not start: {e.Message}", e) : e;
        }
    }

    public void Dispose()
    {
        // Nothing is kept open between commands.
    }

    private Process Start(string command)
    {
        var start = new ProcessStartInfo("nsenter")
        {
            // nsenter, not `ip netns exec`: the latter remounts /sys.
            ArgumentList = { $"--net=/run/netns/{name}", "--", "sh", "-c", $"exec {command}" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start) ?? throw new ShellException($"{name}: nsenter did not start.");
        }
        catch (Win32Exception e)
        {
            throw new ShellException($"{name}: nsenter: {e.Message}", e);
        }
    }

    private sealed class Running(Process process, string firstLine) : IRunningCommand
    {
        private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

        public string FirstLine { get; } = firstLine;

        public async ValueTask DisposeAsync()
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(EndTimeout);
            try
            {
                await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }
}
