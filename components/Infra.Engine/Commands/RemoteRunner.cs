using System.Diagnostics;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Infra.Engine.Commands;

/// <summary>Runs commands on a host over SSH, each over its own connection, as the command provider does.</summary>
internal static class RemoteRunner
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // EX_TEMPFAIL of sysexits.h: "the user is invited to retry". The provider has no such convention and fails.
    private const int TryAgain = 75;

    /// <summary>Throws <see cref="CommandException"/> if the host cannot be reached or the command fails.</summary>
    /// <remarks>A command that ends with status 75 is run once more, over a new connection.</remarks>
    public static async Task<CommandOutputs> RunAsync(CommandRun run, CancellationToken cancellation)
    {
        var (outputs, status) = await RunOnceAsync(run, lastTry: false, cancellation).ConfigureAwait(false);
        if (status == TryAgain)
            (outputs, _) = await RunOnceAsync(run, lastTry: true, cancellation).ConfigureAwait(false);
        return outputs;
    }

    private static async Task<(CommandOutputs Outputs, int? Status)> RunOnceAsync(
        CommandRun run,
        bool lastTry,
        CancellationToken cancellation
    )
    {
        if (!run.Inputs.Environment.IsEmpty)
            throw new CommandException(EngineFindings.RemoteEnvironment());
        var connection = RemoteConnection.Read(run.Inputs.Connection);
        using var session = await ConnectAsync(connection, run, cancellation).ConfigureAwait(false);
        using var command = session.Client.CreateCommand(run.Line, Encoding.UTF8);
        command.CommandTimeout = Timeout.InfiniteTimeSpan;
        var stdout = new OutputCollector(OutputStream.Stdout, run.OnLine);
        var stderr = new OutputCollector(OutputStream.Stderr, run.OnLine);
        try
        {
            var executing = command.ExecuteAsync(cancellation);
            using var outReader = new StreamReader(command.OutputStream, Encoding.UTF8, false, 4096, leaveOpen: true);
            using var errReader = new StreamReader(command.ExtendedOutputStream, Encoding.UTF8, false, 4096, leaveOpen: true);
            var reading = Task.WhenAll(ReadOnThread(stdout, outReader), ReadOnThread(stderr, errReader));
            try
            {
                await FeedAsync(command, Encoding.UTF8.GetBytes(run.Inputs.Stdin ?? ""), cancellation).ConfigureAwait(false);
                await executing.ConfigureAwait(false);
            }
            catch (Exception e) when (IsOfConnection(e) && command.ExitStatus is not (null or 0))
            {
                // The command has failed and reported it. Input still under way then meets a closed channel, and sshd disconnects anyone
                // who sends to one: only the command's failure matters. A successful command is different: nobody could tell whether all
                // of its output has arrived.
                Trace.WriteLine($"the connection broke after the exit status: {e.Message}");
            }

            await reading.ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            throw Unreachable(connection, $"the connection broke: {e.Message}", e);
        }

        if (command.ExitStatus == 0 || (command.ExitStatus == TryAgain && !lastTry))
            return (new CommandOutputs(stdout.Text, stderr.Text), command.ExitStatus);
        var status = command.ExitStatus is { } code ? $"exit status {code}" : $"signal {command.ExitSignal ?? "unknown"}";
        var tail = stderr.Tail.Length > 0 ? stderr.Tail : stdout.Tail;
        throw new CommandException(EngineFindings.CommandEnded(status, LocalRunner.FirstLine(run.Line), $"{connection}", tail));
    }

    private static bool IsOfConnection(Exception e) => e is SshException or SocketException or IOException or ObjectDisposedException;

    // A command may end without reading its input, even before there is a stream for it. Its exit status tells what that means; a broken
    // connection shows where the command is awaited.
    private static async Task FeedAsync(SshCommand command, ReadOnlyMemory<byte> stdin, CancellationToken cancellation)
    {
        try
        {
            var input = command.CreateInputStream();
            await using (input.ConfigureAwait(false))
                await input.WriteAsync(stdin, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or SshException or IOException)
        {
            Trace.WriteLine($"standard input was not accepted: {e.Message}");
        }
    }

    // The library's streams read synchronously, so each gets its own thread rather than one from the pool.
    private static Task ReadOnThread(OutputCollector collector, StreamReader reader) =>
        Task
            .Factory.StartNew(
                () => collector.ReadAsync(reader, CancellationToken.None),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .Unwrap();

    private static async Task<RemoteSession> ConnectAsync(RemoteConnection connection, CommandRun run, CancellationToken cancellation)
    {
        var first = connection.Proxy ?? connection;
        if (await FirstAnswer.AwaitAsync(first, cancellation).ConfigureAwait(false) is { } silence)
            throw Unreachable(first, $"no answer for {silence.TotalSeconds:0} s, not even a refusal");
        var pause = FirstPause;
        for (var failures = 1; ; failures++)
        {
            // The one that is being dialled.
            var at = first;
            string? otherKey = null;
            try
            {
                return await RemoteSession
                    .OpenAsync(connection, shown => otherKey = shown, () => at = connection, cancellation)
                    .ConfigureAwait(false);
            }
            catch (Exception e) when (e is SshException or SocketException or IOException or FormatException)
            {
                if (otherKey is not null)
                    throw Unreachable(at, $"the host showed {otherKey} instead of the pinned host key", e);
                if (e is SshPassPhraseNullOrEmptyException or FormatException)
                    throw Unreachable(at, $"a key cannot be read: {e.Message}", e);
                if (at.DialErrorLimit >= 0 && failures > at.DialErrorLimit)
                    throw Unreachable(at, $"after {failures} attempts: {e.Message}", e);
                // A booting VM is tried dozens of times: reported at the 1st, 2nd, 4th, 8th …
                if (BitOperations.IsPow2(failures))
                    run.OnLine(
                        OutputStream.Stderr,
                        $"Dial {failures}/{(at.DialErrorLimit < 0 ? "inf" : at.DialErrorLimit)} failed: retrying"
                    );
            }

            await Task.Delay(pause, cancellation).ConfigureAwait(false);
            pause = TimeSpan.FromTicks(Math.Min((long)(pause.Ticks * 1.5), LongestPause.Ticks));
        }
    }

    private static CommandException Unreachable(RemoteConnection connection, string why, Exception? inner = null) =>
        new(
            new EngineDiagnostic(
                EngineCodes.ConnectionFailed,
                $"{connection}: {why}.",
                "Check that the host is running, that its SSH port is reachable from here, and its keys."
            ),
            inner
        );
}
