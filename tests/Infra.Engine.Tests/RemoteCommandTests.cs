using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Infra.Engine.Results;
using Infra.Engine.Tests.Toys;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;

namespace Infra.Engine.Tests;

public sealed class RemoteCommandTests : IDisposable
{
    private readonly Toy toy = new();

    public void Dispose() => toy.Dispose();

    [SkippableFact]
    public async Task Up_RemoteCommand_FeedsStdinAndReturnsOutput()
    {
        using var server = Server();
        var result = await Up(server.Connection(), "cat; echo noise >&2", stdin: "line 1\nline 2");

        Assert.True(result.Succeeded, string.Join('\n', result.Failures));
        Assert.Equal("line 1\nline 2\n", File.ReadAllText(Path.Combine(toy.Root, "out")));
        Assert.Contains(toy.Events, e => e is EngineEvent.Output { Stream: OutputStream.Stderr, Line: "noise" });
    }

    [SkippableFact]
    public async Task Up_OtherHostKeyThanPinned_IsRefusedAtOnce()
    {
        using var server = Server();
        var result = await Up(server.Connection(hostKey: server.UserPublicKey), "true");

        var error = Assert.Single(result.Failures).Error;
        Assert.Equal(EngineCodes.ConnectionFailed, error.Code);
        Assert.Contains("instead of the pinned host key", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Up_FailingRemoteCommand_ShowsItsErrors()
    {
        using var server = Server();
        var result = await Up(server.Connection(), "echo 'no such unit' >&2; exit 7");

        var message = Assert.Single(result.Failures).Error.Message;
        Assert.Contains("exit status 7", message, StringComparison.Ordinal);
        Assert.Contains("no such unit", message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Up_CommandThatDoesNotReadItsInput_ReportsItsOwnStatus()
    {
        using var server = Server();
        var result = await Up(server.Connection(), "echo refused >&2; exit 7", stdin: new string('x', 4 << 20));

        Assert.Contains("exit status 7", Assert.Single(result.Failures).Error.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Up_CommandThatAsksForAnotherTry_GetsOneOverANewConnection(int failures, bool succeeds)
    {
        using var server = Server();
        var tries = Path.Combine(toy.Root, "tries");

        // $SSH_CONNECTION contains the client's port, which differs for each connection.
        var result = await Up(server.Connection(), $"echo $SSH_CONNECTION >>{tries}; [ $(wc -l <{tries}) -gt {failures} ] || exit 75");

        Assert.Equal(succeeds, result.Succeeded);
        Assert.Equal(2, File.ReadAllLines(tries).Distinct().Count());
    }

    [Fact]
    public async Task Up_UnreachableHost_GivesUpAfterTheLimit()
    {
        var result = await Up(
            new ConnectionArgs
            {
                Host = "127.0.0.1",
                Port = 1,
                Password = "none",
                DialErrorLimit = 1,
            },
            "true"
        );

        var error = Assert.Single(result.Failures).Error;
        Assert.Equal(EngineCodes.ConnectionFailed, error.Code);
        Assert.Contains("root@127.0.0.1:1: after 2 attempts", error.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// A listener with a full queue drops packets, as a filtered path does; the dials of a booting machine would wait for an hour.
    /// </summary>
    [Fact]
    public async Task Up_HostThatNeverAnswers_EndsLongBeforeItsDials()
    {
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var waiting = Enumerable
            .Range(0, 4)
            .Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            .ToArray();
        var connecting = waiting.Select(socket => socket.ConnectAsync(full.LocalEndPoint!)).ToArray();

        var clock = Stopwatch.StartNew();
        var result = await Up(
            new ConnectionArgs
            {
                Host = "127.0.0.1",
                Port = ((IPEndPoint)full.LocalEndPoint!).Port,
                Password = "none",
                DialErrorLimit = 150,
                PerDialTimeout = 1,
            },
            "true"
        );

        var error = Assert.Single(result.Failures).Error;
        Assert.Equal(EngineCodes.ConnectionFailed, error.Code);
        Assert.Contains("not even a refusal", error.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(60));
        Array.ForEach(waiting, socket => socket.Dispose());
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(connecting));
    }

    private Task<RunResult> Up(ConnectionArgs connection, string create, string? stdin = null) =>
        toy.Up(() =>
        {
            var remote = new Command(
                "remote",
                new CommandArgs
                {
                    Connection = connection,
                    Create = create,
                    Stdin = stdin!,
                }
            );
            _ = new Pulumi.Command.Local.Command(
                "local",
                new Pulumi.Command.Local.CommandArgs { Create = "cat >out; echo >>out", Stdin = remote.Stdout }
            );
        });

    private static ToySshServer Server()
    {
        Skip.If(ToySshServer.Executable is null, "There is no sshd at /usr/sbin/sshd or where INFRA_TEST_SSHD says.");
        return new ToySshServer();
    }
}
