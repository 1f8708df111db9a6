using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Infra.Verify.Shell;

/// <summary>A command on a node that runs as long as its standard input is open.</summary>
internal sealed class SshRunningCommand : IRunningCommand
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

    private readonly SshCommand command;
    private readonly Task execution;
    private readonly Stream input;

    private SshRunningCommand(SshCommand command, Task execution, Stream input, string firstLine)
    {
        this.command = command;
        this.execution = execution;
        this.input = input;
        FirstLine = firstLine;
    }

    public string FirstLine { get; }

    internal static async Task<SshRunningCommand> StartAsync(SshCommand command, string stdin, CancellationToken cancellation)
    {
        var execution = command.ExecuteAsync(cancellation);
        var input = command.CreateInputStream();
        await input.WriteAsync(Encoding.UTF8.GetBytes(stdin), cancellation).ConfigureAwait(false);
        await input.FlushAsync(cancellation).ConfigureAwait(false);
        using var reader = new StreamReader(command.OutputStream, Encoding.UTF8, false, 1024, leaveOpen: true);
        // Reads from the pipe block their thread, so the wait must not depend on them.
        var firstLine = Task.Run(() => reader.ReadLine(), cancellation);
        var first = await Task.WhenAny(firstLine, Task.Delay(StartTimeout, cancellation)).ConfigureAwait(false);
        if (first == firstLine && await firstLine.ConfigureAwait(false) is { } line)
        {
            return new SshRunningCommand(command, execution, input, line);
        }

        input.Dispose();
        var complaint = execution.IsCompleted ? command.Error.Trim() : $"nothing printed in {StartTimeout.TotalSeconds:0} s";
        command.Dispose();
        throw new ShellException($"The command did not start: {complaint}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            input.Dispose();
            if (await Task.WhenAny(execution, Task.Delay(EndTimeout)).ConfigureAwait(false) != execution)
            {
                command.CancelAsync();
            }
        }
        catch (SshException)
        {
            // The connection is gone, and with it the command's input: on the node it has ended.
        }

        command.Dispose();
    }
}
