using System.Net;
using System.Net.Sockets;
using Infra.Components.Enrolment;
using static Infra.Components.Tests.Enrolment.AnswerScript;

namespace Infra.Components.Tests.Enrolment;

/// <summary>The script that checks whether a node's SSH server responds, run as the engines run it, against real sockets.</summary>
[Collection(nameof(NodeAnswerTests))]
public sealed class NodeAnswerTests
{
    [SkippableTheory]
    [InlineData("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", "")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "it connects, and no SSH server speaks\n")]
    [InlineData("$(touch /tmp/x): y\r\n", "it connects, and no SSH server speaks\n")]
    [InlineData("", "it connects, and no SSH server speaks\n")]
    public async Task OpenPort_IsAnAnswerOnceAnSshServerSpeaks(string banner, string said)
    {
        using var server = Listener(backlog: 16);
        AnswerScript.Serve(server, hangsUp: false, banner);

        Assert.Equal((0, said), await RunAsync(PortOf(server), seconds: 3));
    }

    [SkippableFact]
    public async Task RefusedPort_IsNoAnswerAndSaysWhy()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.Equal((0, "Connection refused\n"), await RunAsync(PortOf(bound), seconds: 3));
    }

    // A push restarts sshd; a machine boots.
    [SkippableFact]
    public async Task RefusedPort_ThatOpensInTime_IsAnAnswer()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var running = RunAsync(PortOf(bound), seconds: 60);

        await Task.Delay(TimeSpan.FromSeconds(2));
        bound.Listen(16);
        AnswerScript.Serve(bound, hangsUp: false, "SSH-2.0-x\r\n");

        Assert.Equal((0, ""), await running);
    }

    // Nobody accepts, and the queue is full: like a filtered path, or a machine without power.
    [SkippableFact]
    public async Task SilentPort_IsNoAnswer()
    {
        using var full = Listener(backlog: 0);
        using var waiting = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await waiting.ConnectAsync(full.LocalEndPoint!);

        Assert.Equal((0, "no answer at all\n"), await RunAsync(PortOf(full), seconds: 3));
    }

    private static async Task<(int Code, string Output)> RunAsync(int port, int seconds)
    {
        var said = await AnswerScript.RunAsync(
            NodeAnswer.Script,
            [new("INFRA_HOST", "127.0.0.1"), new("INFRA_PORT", $"{port}"), new("INFRA_SECONDS", $"{seconds}")]
        );
        return (said.Code, said.Output);
    }
}
