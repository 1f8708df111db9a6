using Infra.Verify.Checks;
using Infra.Verify.Probes;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

public sealed class PublicAddressCheckTests
{
    private const string Nobody = "no answer at public addresses";
    private const string NobodyPrivately = "private networks: no answer at public addresses";
    private const string Lead = "public addresses reach the nodes";

    [Theory]
    [InlineData(0, "orders-db: no answer at public addresses: 9 of 9 unreachable; 9 of 9 answered at the private ones")]
    [InlineData(
        3,
        "orders-db: public addresses reach the nodes: 6 of 6 answered",
        "orders-db: private networks: no answer at public addresses: 3 of 3 unreachable; 3 of 3 answered at the private ones"
    )]
    public async Task Run_AsPlanned_Passes(int publicNodes, params string[] expected)
    {
        var rows = await new TestCloud(publicNodes).RunAsync(new PublicAddressCheck());

        Assert.All(rows, row => Assert.True(row.Passed, $"{row.Subject}: {row.Observed}"));
        Assert.Equal(expected, rows.Select(row => $"{row.Subject}: {row.Expected}: {row.Observed}"));
    }

    /// <summary>What is wrong with the first node, and the rows that report it.</summary>
    public static TheoryData<int, string, string, string> Faults =>
        new()
        {
            { 0, "somebody", $"{Nobody}: 8 of 9 unreachable; 9 of 9 answered at the private ones", $"{Nobody}: accepted in 4 ms" },
            { 0, "refuses", $"{Nobody}: 8 of 9 unreachable; 9 of 9 answered at the private ones", $"{Nobody}: rejected after 4 ms: RST" },
            { 0, "silent", $"{Nobody}: 8 of 9 unreachable; 9 of 9 answered at the private ones", $"{Nobody}: no answer in 5000 ms" },
            {
                0,
                "no control",
                $"{Nobody}: 9 of 9 unreachable; 8 of 9 answered at the private ones",
                "an answer at the private address: no answer in 5000 ms"
            },
            { 3, "gone", $"{Lead}: 5 of 6 answered", $"{Lead}: unreachable: ICMP 3/0 from 10.42.0.1" },
            { 3, "tool", $"{Lead}: 5 of 6 answered", $"{Lead}: could not probe: python3: not found" },
            {
                3,
                "leads private networks",
                $"{NobodyPrivately}: 2 of 3 unreachable; 3 of 3 answered at the private ones",
                $"{NobodyPrivately}: accepted in 4 ms"
            },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Run_OneFault_FailsAndNamesTheProbe(int publicNodes, string fault, string summary, string detail)
    {
        var cloud = new TestCloud(publicNodes);
        cloud.Prober = FakeProber.ObedientExcept(cloud.Intent, probe => Break(fault, probe));

        var failed = (await cloud.RunAsync(new PublicAddressCheck())).Where(row => !row.Passed).ToList();

        Assert.Equal([summary, detail], failed.Select(row => $"{row.Expected}: {row.Observed}"));
        Assert.Equal("orders-db", failed[0].Subject);
        Assert.Matches(@"^(internet|client) [0-9.]+ -> orders-db-1 (198\.19\.0\.1|10\.42\.0\.4)$", failed[1].Subject);
    }

    private static ProbeResult? Break(string fault, Probe probe)
    {
        var from = ((ProbeOrigin.OutsideNetwork)probe.Origin).Name;
        ProbeResult Now(ProbeOutcome outcome, int ms, string detail) => new(probe, outcome, TimeSpan.FromMilliseconds(ms), detail);
        return probe.Target != "orders-db-1"
            ? null
            : (fault, from, probe.IsPublic) switch
            {
                ("somebody", "internet", true) => Now(ProbeOutcome.Accepted, 4, ""),
                ("refuses", "internet", true) => Now(ProbeOutcome.Rejected, 4, "RST"),
                ("silent", "internet", true) => Now(ProbeOutcome.TimedOut, 5000, "no answer"),
                ("no control", "internet", false) => Now(ProbeOutcome.TimedOut, 5000, "no answer"),
                ("gone", "internet", true) => Now(ProbeOutcome.Unreachable, 2, "ICMP 3/0 from 10.42.0.1"),
                ("tool", "internet", true) => Now(ProbeOutcome.ToolError, 0, "python3: not found"),
                ("leads private networks", "client", true) => Now(ProbeOutcome.Accepted, 4, ""),
                _ => null,
            };
    }
}
