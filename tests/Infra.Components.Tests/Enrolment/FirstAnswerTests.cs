using System.Net;
using System.Net.Sockets;
using Infra.Components.Enrolment;
using static Infra.Components.Tests.Enrolment.AnswerScript;

namespace Infra.Components.Tests.Enrolment;

/// <summary>The script that checks whether a VM's address responds, run as the engine runs it, against real sockets.</summary>
[Collection(nameof(FirstAnswerTests))]
public sealed class FirstAnswerTests
{
    [SkippableFact]
    public async Task OpenPort_IsAnAnswer()
    {
        using var listener = Listener(backlog: 16);
        var (code, output, error, _) = await RunAsync(PortOf(listener), seconds: 20);

        Assert.Equal((0, $"db-1 answers at 127.0.0.1:{PortOf(listener)}\n", ""), (code, output, error));
    }

    // Bound but not listening: the kernel refuses, as on a VM whose sshd is not up yet.
    [SkippableFact]
    public async Task RefusedPort_IsAnAnswer()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var (code, _, error, took) = await RunAsync(PortOf(bound), seconds: 20);

        Assert.Equal((0, ""), (code, error));
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    // A listener with a full queue drops packets, as a filtered path does.
    [SkippableFact]
    public async Task SilentPort_EndsAfterItsTimeWithOneLineThatSaysWhatToDo()
    {
        using var full = Listener(backlog: 0);
        using var waiting = new Waiting(full);

        var (code, output, error, took) = await RunAsync(PortOf(full), seconds: 3);

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            $"db-1 did not answer at 127.0.0.1 port {PortOf(full)} within 3 s (no answer at all). Look at $(the) \"way\" & 'so' on.\n",
            error
        );
        Assert.InRange(took, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30));
    }

    [SkippableFact]
    public async Task SilentPort_ThatAnswersAtLast_IsAnAnswer()
    {
        using var full = Listener(backlog: 0);
        using var waiting = new Waiting(full);
        var running = RunAsync(PortOf(full), seconds: 60);

        await Task.Delay(TimeSpan.FromSeconds(1));
        waiting.Dispose();
        full.Dispose();

        Assert.Equal(0, (await running).Code);
    }

    [Fact]
    public void Budget_IsAMinute() => Assert.Equal(60, FirstAnswer.Seconds);

    private static Task<AnswerScript.Result> RunAsync(int port, int seconds) =>
        AnswerScript.RunAsync(
            FirstAnswer.Script,
            [
                new("INFRA_NODE", "db-1"),
                new("INFRA_HOST", "127.0.0.1"),
                new("INFRA_PORT", $"{port}"),
                new("INFRA_SECONDS", $"{seconds}"),
                // Its text is printed, never executed.
                new("INFRA_HINT", "Look at $(the) \"way\" & 'so' on."),
            ]
        );

    /// <summary>Connections that nobody accepts, enough to fill a listener's queue.</summary>
    private sealed class Waiting : IDisposable
    {
        private readonly Socket[] _sockets;

        internal Waiting(Socket listener)
        {
            _sockets =
            [
                .. Enumerable
                    .Range(0, 4)
                    .Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false }),
            ];
            foreach (var socket in _sockets)
            {
                try
                {
                    socket.Connect(listener.LocalEndPoint!);
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
                {
                    // In progress, and never completes.
                    continue;
                }
            }
        }

        public void Dispose() => Array.ForEach(_sockets, socket => socket.Dispose());
    }
}
