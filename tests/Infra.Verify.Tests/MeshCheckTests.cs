using Infra.Verify.Checks;
using Infra.Verify.Probes;
using Infra.Verify.Shell;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

public sealed class MeshCheckTests
{
    [Fact]
    public async Task Run_EveryPairFreshAndGrowing_Passes()
    {
        var cloud = Growing();
        var rows = await cloud.RunAsync(new MeshCheck());
        Assert.Equal(6, rows.Count);
        Assert.All(rows, row => Assert.True(row.Passed, $"{row.Subject}: {row.Observed}"));
    }

    [Fact]
    public async Task Run_CountersDoNotGrow_Fails()
    {
        var rows = await new TestCloud().RunAsync(new MeshCheck());
        Assert.All(rows, row => Assert.False(row.Passed));
        Assert.Equal("handshake 20 s ago, +0 B sent, +0 B received", rows[0].Observed);
    }

    [Fact]
    public async Task Run_HandshakeTooOld_Fails()
    {
        var cloud = Growing(age: 181);
        Assert.All(await cloud.RunAsync(new MeshCheck()), row => Assert.False(row.Passed));
    }

    [Fact]
    public async Task Run_NoHandshakeYet_Fails()
    {
        var cloud = Growing(age: 1_000_000);
        Assert.All(await cloud.RunAsync(new MeshCheck()), row => Assert.Equal("no handshake yet", row.Observed));
    }

    [Fact]
    public async Task Run_PeerMissing_NamesItsAddress()
    {
        var cloud = Growing();
        cloud.First.Answer("wg show", "1000000\nprivate\tpublic\t4501\toff\n");
        var failed = (await cloud.RunAsync(new MeshCheck())).Where(r => !r.Passed).ToList();
        Assert.Equal(2, failed.Count);
        Assert.Equal("wg0 has no peer fd42:0:0:ffff::2", failed[0].Observed);
    }

    [Fact]
    public async Task Run_InterfaceMissing_FailsWithTheToolsComplaint()
    {
        var cloud = Growing();
        cloud.First.Answer("wg show", "", 1, "Unable to access interface: No such device");
        var rows = await cloud.RunAsync(new MeshCheck());
        Assert.Equal("exit 1: Unable to access interface: No such device", rows.First(r => !r.Passed).Observed);
    }

    [Fact]
    public async Task Run_NoAnswerThroughTheTunnel_Fails()
    {
        var cloud = Growing(ProbeOutcome.TimedOut);
        var rows = await cloud.RunAsync(new MeshCheck());
        Assert.All(rows, row => Assert.EndsWith(", no answer inside", row.Observed, StringComparison.Ordinal));
        Assert.All(rows, row => Assert.False(row.Passed));
    }

    [Fact]
    public async Task Run_NoAnswerAtFirst_IsTriedAgain()
    {
        var (cloud, tried) = (Growing(), new HashSet<Probe>());
        var growing = (FakeProber)cloud.Prober;
        cloud.Prober = new FakeProber(probe =>
            growing.Answer(probe) is var answer && tried.Add(probe) ? answer with { Outcome = ProbeOutcome.TimedOut } : answer
        );

        Assert.All(await cloud.RunAsync(new MeshCheck()), row => Assert.True(row.Passed, $"{row.Subject}: {row.Observed}"));
        Assert.Equal(6, tried.Count);
    }

    // The probe makes the counters grow.
    private static TestCloud Growing(ProbeOutcome outcome = ProbeOutcome.Accepted, int age = 20)
    {
        var cloud = new TestCloud();
        foreach (var node in cloud.Plan.Topology.Nodes)
        {
            cloud.Shells[node.Key].Answer("wg show", cloud.WireGuardDump(node, age));
        }

        cloud.Prober = new FakeProber(probe =>
        {
            foreach (var shell in cloud.Shells.Values.Where(s => !Grown(s)))
            {
                shell.Answer("wg show", Dump(shell).Replace("\t5000\t6000", "\t5300\t6300", StringComparison.Ordinal));
            }

            return new ProbeResult(probe, outcome, TimeSpan.FromMilliseconds(9), "");
        });
        return cloud;
    }

    private static bool Grown(FakeShell shell) => !Dump(shell).Contains("\t5000\t6000", StringComparison.Ordinal);

    private static string Dump(FakeShell shell)
    {
        ShellResult result = shell.RunAsync("wg show", null, CancellationToken.None).Result;
        return result.Stdout;
    }
}
