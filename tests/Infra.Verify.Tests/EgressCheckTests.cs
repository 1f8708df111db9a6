using Infra.Core.Addressing;
using Infra.Verify.Checks;
using Infra.Verify.Probes;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

public sealed class EgressCheckTests
{
    [Fact]
    public async Task Run_CloudObeysItsPolicy_Passes()
    {
        var cloud = new TestCloud();
        var rows = await cloud.RunAsync(new EgressCheck());

        Assert.All(rows, row => Assert.True(row.Passed, $"{row.Subject}: {row.Observed}"));
        Assert.Equal(
            [
                "client 10.7.0.1 -> itself: declared: accepted",
                "nodes -> client 10.7.0.1: declared: accepted",
                "nodes -> client 10.7.0.1: undeclared: rejected at once",
                "management 198.51.100.1 -> itself: declared: accepted",
                "nodes -> management 198.51.100.1: declared: accepted",
                "internet 203.0.113.10 -> itself: declared: accepted",
                "nodes -> internet 203.0.113.10: declared: accepted",
                "internet 2001:db8:ffff::10 -> itself: declared: accepted",
                "nodes -> internet 2001:db8:ffff::10: declared: accepted",
            ],
            rows.Select(r => $"{r.Subject}: {r.Expected}")
        );
        Assert.Equal("3 of 3 accepted in 5-5 ms: 514/udp", rows[1].Observed);
        Assert.Equal("15 of 15 rejected in 3-3 ms: 443/tcp 514/tcp 30999/tcp 443/udp 30999/udp", rows[2].Observed);
        Assert.All(cloud.Outside.Values, shell => Assert.Equal(0, shell.Running));
    }

    /// <summary>Each way in which a cloud can violate the policy, and the row that reports it.</summary>
    public static TheoryData<string, string> Faults =>
        new()
        {
            { "client reached", "orders-db-1 -> client 443/tcp v4: accepted in 4 ms" },
            { "client dropped", "orders-db-1 -> client 443/tcp v4: no answer in 5000 ms" },
            { "client refused late", "orders-db-1 -> client 443/tcp v4: rejected after 2600 ms: RST" },
            { "internet closed", "orders-db-1 -> internet 443/tcp v4: rejected after 4 ms: RST" },
            { "destination closed", "orders-db-1 -> client 514/udp v4: rejected after 4 ms: refused by the sender's own filter" },
            { "nobody listens", "client 10.7.0.1 -> client 443/tcp v4: rejected after 4 ms: RST" },
            { "tool broken", "orders-db-1 -> internet 443/tcp v4: could not probe: python3: not found" },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Run_OneFault_FailsTheDirectionAndNamesTheProbe(string fault, string expected)
    {
        var cloud = new TestCloud();
        cloud.Prober = FakeProber.ObedientExcept(cloud.Intent, probe => Break(fault, probe));

        var failed = (await cloud.RunAsync(new EgressCheck())).Where(row => !row.Passed).ToList();

        Assert.Equal(2, failed.Count);
        Assert.Contains(expected, failed.Select(row => $"{row.Subject}: {row.Observed}"));
    }

    [Fact]
    public async Task Run_ListenerDoesNotStart_FailsAndEndsTheOthers()
    {
        var cloud = new TestCloud();
        cloud.Outside["ns-internet"].RefusesToStart = true;

        var row = Assert.Single(await cloud.RunAsync(new EgressCheck()));

        Assert.False(row.Passed);
        Assert.Equal("ns-internet: did not start", row.Observed);
        Assert.All(cloud.Outside.Values, shell => Assert.Equal(0, shell.Running));
    }

    private static ProbeResult? Break(string fault, Probe probe)
    {
        var from = probe.Origin is ProbeOrigin.OnNode on ? on.Node : "";
        var tcp = probe is { Protocol: IpProtocol.Tcp, Port: 443 } && !probe.Address.ToString().Contains(':', StringComparison.Ordinal);
        ProbeResult Now(ProbeOutcome outcome, int ms, string detail) => new(probe, outcome, TimeSpan.FromMilliseconds(ms), detail);
        return (fault, from, probe.Target) switch
        {
            ("client reached", "orders-db-1", "client") when tcp => Now(ProbeOutcome.Accepted, 4, ""),
            ("client dropped", "orders-db-1", "client") when tcp => Now(ProbeOutcome.TimedOut, 5000, "no answer"),
            ("client refused late", "orders-db-1", "client") when tcp => Now(ProbeOutcome.Rejected, 2600, "RST"),
            ("internet closed", "orders-db-1", "internet") when tcp => Now(ProbeOutcome.Rejected, 4, "RST"),
            ("destination closed", "orders-db-1", "client") when probe is { Protocol: IpProtocol.Udp, Port: 514 } => Now(
                ProbeOutcome.Rejected,
                4,
                "refused by the sender's own filter"
            ),
            ("nobody listens", "", "client") when tcp => Now(ProbeOutcome.Rejected, 4, "RST"),
            ("tool broken", "orders-db-1", "internet") when tcp => Now(ProbeOutcome.ToolError, 0, "python3: not found"),
            _ => null,
        };
    }
}
