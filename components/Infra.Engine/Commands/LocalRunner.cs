using System.ComponentModel;
using System.Diagnostics;

namespace Infra.Engine.Commands;

/// <summary>
/// Runs commands on this machine as the command provider does: its interpreter, its environment rules, its outputs. Each runs in its own
/// session, so that it can be ended as a whole, even by a later run after this process was killed.
/// </summary>
internal sealed class LocalRunner(string? workingDirectory, Action<EngineDiagnostic> warn)
{
    private const string SetSid = "/usr/bin/setsid";
    private static readonly TimeSpan PipesAfterExit = TimeSpan.FromSeconds(5);

    /// <summary>Throws <see cref="CommandException"/> if the command fails or cannot start.</summary>
    public async Task<CommandOutputs> RunAsync(CommandRun run, CancellationToken cancellation)
    {
        using var process = Start(run);
        var stdout = new OutputCollector(OutputStream.Stdout, run.OnLine);
        var stderr = new OutputCollector(OutputStream.Stderr, run.OnLine);
        using var abandon = new CancellationTokenSource();
        var reading = Task.WhenAll(
            stdout.ReadAsync(process.StandardOutput, abandon.Token),
            stderr.ReadAsync(process.StandardError, abandon.Token)
        );
        try
        {
            await FeedAsync(process, run.Inputs.Stdin, cancellation).ConfigureAwait(false);
            await WaitForExitAsync(process, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await ProcessSession.EndAsync(process.Id).ConfigureAwait(false);
            await abandon.CancelAsync().ConfigureAwait(false);
            throw;
        }

        // A daemon that keeps the pipes open would make the real provider wait forever; report it rather than hang.
        if (await Task.WhenAny(reading, Task.Delay(PipesAfterExit, CancellationToken.None)).ConfigureAwait(false) != reading)
        {
            warn(
                new EngineDiagnostic(
                    EngineCodes.OutputHeldOpen,
                    $"'{FirstLine(run.Line)}' ended but left a process that keeps its output open; `pulumi up` would wait for it.",
                    "Redirect the output of background processes."
                )
            );
            await abandon.CancelAsync().ConfigureAwait(false);
        }

        if (process.ExitCode != 0)
            throw Failed(run, $"exit status {process.ExitCode}", stdout, stderr);
        return new CommandOutputs(stdout.Text, stderr.Text);
    }

    private Process Start(CommandRun run)
    {
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = run.Inputs.Directory ?? workingDirectory ?? Environment.CurrentDirectory,
        };
        string[] command = [.. Prefix(run.ProcessFile), .. run.Inputs.Interpreter, run.Line];
        start.FileName = command[0];
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        HideConfiguration(start);
        foreach (var (name, value) in run.Inputs.Environment)
            start.Environment[name] = value;
        if (run.Inputs.AddPreviousOutput && run.Previous is { } previous)
        {
            AddPrevious(start, "PULUMI_COMMAND_STDOUT", previous.Stdout);
            AddPrevious(start, "PULUMI_COMMAND_STDERR", previous.Stderr);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            throw new CommandException(EngineFindings.CommandNotStarted(FirstLine(run.Line), start.WorkingDirectory, e.Message), e);
        }
    }

    /// <summary>
    /// While it runs, the program's configuration is in this process's environment. As under `pulumi up`, commands do not get it: it may
    /// contain secrets, and a long one would exceed the kernel's limit.
    /// </summary>
    public static void HideConfiguration(ProcessStartInfo start)
    {
        start.Environment.Remove("PULUMI_CONFIG");
        start.Environment.Remove("PULUMI_CONFIG_SECRET_KEYS");
    }

    // The process itself records its ID before the command starts: a kill of this program cannot fall in between.
    private static string[] Prefix(string? processFile) =>
        (File.Exists(SetSid), processFile) switch
        {
            (false, _) => [],
            (true, null) => [SetSid],
            (true, _) => [SetSid, "/bin/sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", processFile!],
        };

    private static void AddPrevious(ProcessStartInfo start, string name, string value)
    {
        if (value.Length > 0)
            start.Environment[name] = value;
    }

    private static async Task FeedAsync(Process process, string? text, CancellationToken cancellation)
    {
        try
        {
            if (!string.IsNullOrEmpty(text))
                await process.StandardInput.WriteAsync(text.AsMemory(), cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command did not read its input to the end: that is allowed, and its exit status tells whether it succeeded.
        }
    }

    // Not Process.WaitForExitAsync: that also waits for the pipes, however long a daemon keeps them open.
    private static async Task WaitForExitAsync(Process process, CancellationToken cancellation)
    {
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult();
        if (process.HasExited)
            exited.TrySetResult();
        await exited.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private static CommandException Failed(CommandRun run, string status, OutputCollector stdout, OutputCollector stderr)
    {
        var tail = stderr.Tail.Length > 0 ? stderr.Tail : stdout.Tail;
        return new CommandException(EngineFindings.CommandEnded(status, FirstLine(run.Line), null, tail));
    }

    public static string FirstLine(string line)
    {
        var trimmed = line.Trim();
        var first = trimmed.Split('\n')[0];
        return first.Length > 100 ? first[..100] + "…"
            : first.Length < trimmed.Length ? first + " …"
            : first;
    }
}
