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

    // Two real servers: the second is dialled from the first.
    [SkippableFact]
    public async Task Up_ThroughAProxy_RunsOnTheHostBehindIt()
    {
        using var proxy = Server();
        using var server = Server();
        var result = await Up(Through(proxy, server), "echo $SSH_CONNECTION", stdin: "");

        Assert.True(result.Succeeded, string.Join('\n', result.Failures));
        // The server's own port: the command did not run on the proxy.
        Assert.EndsWith($" 127.0.0.1 {server.Port}\n", File.ReadAllText(Path.Combine(toy.Root, "out")), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Up_ThroughAProxy_EitherHostWithAnotherKey_IsRefusedAtOnceAndNamed(bool isProxy)
    {
        using var proxy = Server();
        using var server = Server();
        var connection = Through(proxy, server, proxyKey: isProxy ? server.HostKey : null, hostKey: isProxy ? null : proxy.HostKey);
        var ran = Path.Combine(toy.Root, "ran");
        var result = await Up(connection, $"touch {ran}");

        var error = Assert.Single(result.Failures).Error;
        Assert.Equal(EngineCodes.ConnectionFailed, error.Code);
        Assert.Contains("instead of the pinned host key", error.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{(isProxy ? proxy.Port : server.Port)}", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(ran));
    }

    [SkippableFact]
    public async Task Up_ThroughAProxyThatIsGone_NamesTheProxy()
    {
        var proxy = Server();
        using var server = Server();
        var connection = Through(proxy, server);
        proxy.Dispose();

        Assert.Contains(
            $":{proxy.Port}: after 2 attempts",
            Assert.Single((await Up(connection, "true")).Failures).Error.Message,
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public async Task Up_HostGoneBehindItsProxy_NamesTheHost()
    {
        using var proxy = Server();
        var server = Server();
        var connection = Through(proxy, server);
        server.Dispose();

        Assert.Contains(
            $":{server.Port}: after 2 attempts",
            Assert.Single((await Up(connection, "true")).Failures).Error.Message,
            StringComparison.Ordinal
        );
    }

    private static ConnectionArgs Through(ToySshServer proxy, ToySshServer server, string? proxyKey = null, string? hostKey = null)
    {
        var (connection, first) = (server.Connection(hostKey), proxy.Connection());
        connection.DialErrorLimit = 1;
        connection.Proxy = new ProxyConnectionArgs
        {
            Host = first.Host,
            Port = proxy.Port,
            User = Environment.UserName,
            PrivateKey = first.PrivateKey!,
            HostKey = proxyKey ?? proxy.HostKey,
            DialErrorLimit = 1,
        };
        return connection;
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
