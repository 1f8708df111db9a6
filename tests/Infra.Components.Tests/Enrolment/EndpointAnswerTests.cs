using System.Diagnostics;
using System.Net.Sockets;
using Infra.Components.Enrolment;
using static Infra.Components.Tests.Enrolment.AnswerScript;

namespace Infra.Components.Tests.Enrolment;

/// <summary>The script that waits at a tunnel's end, run as the engines run it, against real sockets: an open port is no answer.</summary>
[Collection(nameof(EndpointAnswerTests))]
public sealed class EndpointAnswerTests
{
    [SkippableFact]
    public async Task SshServer_AtTheEnd_IsAnAnswer()
    {
        using var server = Bound();
        server.Listen(16);
        Serve(server, hangsUp: true, "SSH-2.0-OpenSSH_9.2p1\r\n");

        Assert.Equal((0, $"db-1 answers at 127.0.0.1:{PortOf(server)}\n", ""), await RunAsync(server, seconds: 3, bootSeconds: 3));
    }

    // A tunnel that is not open: nothing but this machine itself refuses there.
    [SkippableFact]
    public async Task ClosedTunnel_FailsLongBeforeABootWould()
    {
        using var bound = Bound();
        var clock = Stopwatch.StartNew();
        var (code, output, error) = await RunAsync(bound, seconds: 1, bootSeconds: 300);

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            $"db-1 did not answer at 127.0.0.1 port {PortOf(bound)} within 1 s (Connection refused). Look at $(the) \"way\".\n",
            error
        );
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    // An open tunnel to a machine that boots, or that is not there: it gets the time of a boot, and then the reason.
    [SkippableFact]
    public async Task OpenTunnel_ThatLeadsNowhere_GetsTheTimeOfABoot()
    {
        using var tunnel = Bound();
        tunnel.Listen(16);
        Serve(tunnel, hangsUp: true, "");
        var clock = Stopwatch.StartNew();
        var (code, _, error) = await RunAsync(tunnel, seconds: 1, bootSeconds: 4);

        Assert.Equal(1, code);
        Assert.Contains("within 4 s (it connects, and no SSH server speaks).", error, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(60));
    }

    [SkippableFact]
    public async Task OpenTunnel_WhoseNodeComesUp_IsAnAnswer()
    {
        using var tunnel = Bound();
        tunnel.Listen(16);
        Serve(tunnel, hangsUp: true, "", "", "SSH-2.0-x\r\n");

        Assert.Equal(0, (await RunAsync(tunnel, seconds: 1, bootSeconds: 60)).Code);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(Socket end, int seconds, int bootSeconds)
    {
        var said = await AnswerScript.RunAsync(
            FirstAnswer.EndpointScript,
            [
                new("INFRA_NODE", "db-1"),
                new("INFRA_HOST", "127.0.0.1"),
                new("INFRA_PORT", $"{PortOf(end)}"),
                new("INFRA_SECONDS", $"{seconds}"),
                new("INFRA_BOOT_SECONDS", $"{bootSeconds}"),
                new("INFRA_HINT", "Look at $(the) \"way\"."),
            ]
        );
        return (said.Code, said.Output, said.Error);
    }
}
