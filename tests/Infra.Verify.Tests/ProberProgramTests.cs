using System.Diagnostics;
using System.Text.Json;
using Infra.Core.Addressing;
using Infra.Verify.Probes;
using Infra.Verify.Shell;

namespace Infra.Verify.Tests;

/// <summary>
/// prober.py and listener.py against real packet filters, in their own network namespace: each outcome is told from the others. Requires
/// root (or user namespaces), python3 and iptables.
/// </summary>
public sealed class ProberProgramTests
{
    private const string Setup = """
        set -e
        export PATH=$PATH:/usr/sbin:/sbin
        ip link set lo up
        ip address add 10.9.0.1/32 dev lo
        ip -6 address add fd00::1/128 dev lo nodad
        ip route add unreachable 10.9.9.9/32
        for i in iptables ip6tables; do
            $i -w -A INPUT -p tcp --dport 1001 -j REJECT --reject-with tcp-reset
            $i -w -A INPUT -p tcp --dport 1003 -j DROP
            $i -w -A INPUT -p udp --dport 1004 -j REJECT
        done
        iptables -w -A INPUT -p tcp --dport 1002 -j REJECT --reject-with icmp-admin-prohibited
        ip6tables -w -A INPUT -p tcp --dport 1002 -j REJECT --reject-with icmp6-adm-prohibited
        mkfifo "$DIR/hold"
        (echo '{"tcp":[1000,1001,1002,1003],"udp":[1000,1004],"seconds":30}'; cat "$DIR/hold") | python3 -I -c "$LISTENER" >"$DIR/ready" &
        exec 3>"$DIR/hold"
        for _ in $(seq 100); do [ -s "$DIR/ready" ] && break; sleep 0.05; done
        python3 -I -c "$PROBER"
        # Its input ends: the listener must, too.
        exec 3>&-
        wait
        """;

    private static readonly (string Address, IpProtocol Protocol, int Port, ProbeOutcome Outcome, string Detail)[] Expected =
    [
        ("10.9.0.1", IpProtocol.Tcp, 1000, ProbeOutcome.Accepted, "handshake completed"),
        ("10.9.0.1", IpProtocol.Tcp, 1001, ProbeOutcome.Rejected, "RST"),
        ("10.9.0.1", IpProtocol.Tcp, 1002, ProbeOutcome.Rejected, "ICMP 3/13 from 10.9.0.1"),
        ("10.9.0.1", IpProtocol.Tcp, 1003, ProbeOutcome.TimedOut, "no answer"),
        ("10.9.0.1", IpProtocol.Tcp, 1999, ProbeOutcome.Rejected, "RST"),
        ("10.9.0.1", IpProtocol.Udp, 1000, ProbeOutcome.Accepted, "datagram answered"),
        ("10.9.0.1", IpProtocol.Udp, 1004, ProbeOutcome.Rejected, "ICMP 3/3 from 10.9.0.1"),
        ("fd00::1", IpProtocol.Tcp, 1000, ProbeOutcome.Accepted, "handshake completed"),
        ("fd00::1", IpProtocol.Tcp, 1001, ProbeOutcome.Rejected, "RST"),
        ("fd00::1", IpProtocol.Tcp, 1002, ProbeOutcome.Rejected, "ICMPv6 1/1 from fd00::1"),
        ("fd00::1", IpProtocol.Tcp, 1003, ProbeOutcome.TimedOut, "no answer"),
        ("fd00::1", IpProtocol.Udp, 1000, ProbeOutcome.Accepted, "datagram answered"),
        ("fd00::1", IpProtocol.Udp, 1004, ProbeOutcome.Rejected, "ICMPv6 1/4 from fd00::1"),
        ("192.0.2.1", IpProtocol.Tcp, 1000, ProbeOutcome.ToolError, "Network is unreachable"),
        ("192.0.2.1", IpProtocol.Udp, 1000, ProbeOutcome.ToolError, "Network is unreachable"),
        ("10.9.9.9", IpProtocol.Tcp, 1000, ProbeOutcome.ToolError, "No route to host"),
    ];

    [SkippableFact]
    public async Task Probe_EveryKindOfAnswer_IsToldFromTheOthers()
    {
        Skip.IfNot(CanUnshare(), "cannot make a network namespace with a packet filter here (needs root, util-linux, iptables, python3)");
        var probes = Expected
            .Select(e => new Probe(new ProbeOrigin.OnNode("a"), "b", IpAddr.Parse(e.Address), e.Protocol, e.Port))
            .ToList();
        var directory = Directory.CreateTempSubdirectory("infra-probe-");
        try
        {
            var clock = Stopwatch.StartNew();
            var output = await RunAsync(Setup, ProbeWire.Jobs(probes), directory.FullName);
            var results = ProbeWire.Results(probes, output);
            Assert.Equal(
                Expected.Select(e => $"{e.Address} {e.Protocol} {e.Port} {e.Outcome} {e.Detail}"),
                results.Select(r => $"{r.Probe.Address} {r.Probe.Protocol} {r.Probe.Port} {r.Outcome} {r.Detail}")
            );
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(25), "the listener outlived its input");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Results_ProgramDied_EveryProbeIsAToolErrorWithItsWords()
    {
        var probe = new Probe(new ProbeOrigin.OnNode("a"), "b", IpAddr.Parse("10.0.0.1"), IpProtocol.Tcp, 1);
        var result = Assert.Single(ProbeWire.Results([probe], new ShellResult(127, "", "python3: not found\n")));
        Assert.Equal((ProbeOutcome.ToolError, "exit 127: python3: not found"), (result.Outcome, result.Detail));
    }

    [Fact]
    public void Results_OneAnswerMissing_OnlyThatOneIsAToolError()
    {
        var probes = Enumerable
            .Range(1, 2)
            .Select(p => new Probe(new ProbeOrigin.OnNode("a"), "b", IpAddr.Parse("10.0.0.1"), IpProtocol.Tcp, p))
            .ToList();
        var output = new ShellResult(
            0,
            JsonSerializer.Serialize(
                new
                {
                    id = 1,
                    outcome = "rejected",
                    ms = 1.5,
                    detail = "RST",
                }
            ) + "\n",
            ""
        );
        Assert.Equal([ProbeOutcome.ToolError, ProbeOutcome.Rejected], ProbeWire.Results(probes, output).Select(r => r.Outcome));
    }

    private static bool CanUnshare()
    {
        try
        {
            return RunAsync("export PATH=$PATH:/usr/sbin; iptables -w -S && ip6tables -w -S && python3 -V", "", "/").Result.ExitCode == 0;
        }
        catch (AggregateException e) when (e.InnerException is System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<ShellResult> RunAsync(string script, string stdin, string directory)
    {
        using var process = Process.Start(
            new ProcessStartInfo("unshare", ["--net", "bash", "-c", script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["DIR"] = directory,
                    ["PROBER"] = ProbeWire.Program,
                    ["LISTENER"] = ProbeWire.Resource("listener.py"),
                },
            }
        )!;
        var stdout = process.StandardOutput.ReadToEndAsync();
        var stderr = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(stdin);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new ShellResult(process.ExitCode, await stdout, await stderr);
    }
}
