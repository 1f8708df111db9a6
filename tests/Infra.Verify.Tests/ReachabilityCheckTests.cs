using Infra.Core.Addressing;
using Infra.Verify.Checks;
using Infra.Verify.Probes;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

public sealed class ReachabilityCheckTests
{
    [Fact]
    public async Task Run_CloudObeysItsPolicy_Passes()
    {
        var cloud = new TestCloud();
        var rows = await cloud.RunAsync(new ReachabilityCheck());
        Assert.All(rows, row => Assert.True(row.Passed, $"{row.Subject}: {row.Observed}"));
        Assert.Equal(
            [
                "client 10.7.0.1 -> orders-db: declared: accepted",
                "client 10.7.0.1 -> orders-db: undeclared: rejected at once",
                "management 198.51.100.1 -> orders-db: declared: accepted",
                "management 198.51.100.1 -> orders-db: undeclared: rejected at once",
                "internet 203.0.113.10 -> orders-db: undeclared: rejected at once",
                "internet 2001:db8:ffff::10 -> orders-db: undeclared: rejected at once",
                "peers, outside the tunnel -> orders-db: undeclared: rejected at once",
                "peers, in the tunnel -> orders-db: declared: accepted",
                "peers, in the tunnel -> orders-db: undeclared: rejected at once",
            ],
            rows.Select(r => $"{r.Subject}: {r.Expected}")
        );
        Assert.Equal("3 of 3 accepted in 5-5 ms: 10001/tcp", rows[0].Observed);
        Assert.All(cloud.Shells.Values, shell => Assert.Equal(0, shell.Running));
    }

    [Fact]
    public async Task Run_PublicAddresses_AreTriedFromTheInternetAlone()
    {
        var rows = await new TestCloud(publicNodes: 2).RunAsync(new ReachabilityCheck());

        Assert.All(rows, row => Assert.True(row.Passed, $"{row.Subject}: {row.Observed}"));
        Assert.Equal(
            [
                "management 198.51.100.1 -> orders-db, public: declared: accepted: 2 of 2 accepted in 5-5 ms: 22/tcp",
                "management 198.51.100.1 -> orders-db, public: undeclared: rejected at once: 10 of 10 rejected in 3-3 "
                    + "ms: 10001/tcp 10005/tcp 30999/tcp 4501/udp 10001/udp",
                "internet 203.0.113.10 -> orders-db, public: undeclared: rejected at once: 12 of 12 rejected in 3-3 "
                    + "ms: 22/tcp 10001/tcp 10005/tcp 30999/tcp 4501/udp 10001/udp",
            ],
            rows.Where(row => row.Subject.EndsWith(", public", StringComparison.Ordinal))
                .Select(row => $"{row.Subject}: {row.Expected}: {row.Observed}")
        );
    }

    [Fact]
    public async Task Run_PublicAddressOpenToEveryone_FailsAndNamesIt()
    {
        var cloud = new TestCloud(publicNodes: 2);
        cloud.Prober = FakeProber.ObedientExcept(cloud.Intent, probe =>
            probe is { IsPublic: true, Target: "orders-db-2", Port: TestCloud.ClientPort, Protocol: IpProtocol.Tcp }
            && probe.Origin is ProbeOrigin.OutsideNetwork { Name: "internet" }
                ? new ProbeResult(probe, ProbeOutcome.Accepted, TimeSpan.FromMilliseconds(4), "")
                : null
        );

        var failed = (await cloud.RunAsync(new ReachabilityCheck()))
            .Where(row => !row.Passed)
            .Select(row => $"{row.Subject}: {row.Observed}");

        Assert.Equal(
            [
                "internet 203.0.113.10 -> orders-db, public: 11 of 12 rejected in 3-3 ms: 22/tcp 10001/tcp 10005/tcp "
                    + "30999/tcp 4501/udp 10001/udp",
                "internet 203.0.113.10 -> orders-db-2 10001/tcp v4, public: accepted in 4 ms",
            ],
            failed
        );
    }

    /// <summary>
    /// Whether a probe that succeeds only at the second attempt passes: in the tunnel, whose first handshake may be lost.
    /// </summary>
    [Theory]
    [InlineData("fd42:0:0:ffff::1", 1, true)]
    [InlineData("fd42:0:0:ffff::1", 2, false)]
    [InlineData("10.42.0.4", 1, false)]
    public async Task Run_NoAnswerAtFirst_PassesInTheTunnelAlone(string address, int silences, bool passes)
    {
        var (cloud, tries) = (new TestCloud(), new Dictionary<Probe, int>());
        cloud.Prober = FakeProber.ObedientExcept(cloud.Intent, probe =>
            probe.Address == IpAddr.Parse(address) && (tries[probe] = tries.GetValueOrDefault(probe) + 1) <= silences
                ? new ProbeResult(probe, ProbeOutcome.TimedOut, TimeSpan.FromSeconds(5), "no answer")
                : null
        );

        Assert.Equal(passes, (await cloud.RunAsync(new ReachabilityCheck())).All(row => row.Passed));
        Assert.NotEmpty(tries);
    }

    /// <summary>Each way in which a cloud can violate the policy, and the row that reports it.</summary>
    public static TheoryData<string, string> Faults =>
        new()
        {
            { "client port closed", "client 10.7.0.1 -> orders-db-1 10001/tcp v4: rejected after 3 ms: RST" },
            { "client port dropped", "client 10.7.0.1 -> orders-db-1 10001/tcp v4: no answer in 5000 ms" },
            { "undeclared port open", "internet 203.0.113.10 -> orders-db-1 30999/tcp v4: accepted in 4 ms" },
            { "undeclared port open on v6", "internet 2001:db8:ffff::10 -> orders-db-1 30999/tcp v6: accepted in 4 ms" },
            { "dropped instead of rejected", "internet 203.0.113.10 -> orders-db-1 30999/tcp v4: no answer in 5000 ms" },
            { "rejected late", "internet 203.0.113.10 -> orders-db-1 30999/tcp v4: rejected after 2600 ms: RST" },
            { "ssh open to clients", "client 10.7.0.1 -> orders-db-1 22/tcp v4: accepted in 4 ms" },
            { "peer port open outside the tunnel", "orders-db-2 -> orders-db-1 10005/tcp v4: accepted in 4 ms" },
            { "peer port closed in the tunnel", "orders-db-2 -> orders-db-1 10005/tcp v6: rejected after 3 ms: RST" },
            { "udp open beside tcp", "client 10.7.0.1 -> orders-db-1 10001/udp v4: accepted in 4 ms" },
            { "tool broken", "client 10.7.0.1 -> orders-db-1 10001/tcp v4: could not probe: python3: not found" },
            { "node gone", "client 10.7.0.1 -> orders-db-1 10001/tcp v4: unreachable: ICMP 3/1 from 10.42.0.1" },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Run_OneFault_FailsTheDirectionAndNamesTheProbe(string fault, string expected)
    {
        var cloud = new TestCloud();
        cloud.Prober = FakeProber.ObedientExcept(cloud.Intent, probe => Break(fault, probe));
        var failed = (await cloud.RunAsync(new ReachabilityCheck())).Where(r => !r.Passed).ToList();
        Assert.Equal(2, failed.Count);
        Assert.Contains(expected, failed.Select(f => $"{f.Subject}: {f.Observed}"));
    }

    [Fact]
    public async Task Run_ListenerDoesNotStart_FailsAndEndsTheOthers()
    {
        var cloud = new TestCloud();
        cloud.First.RefusesToStart = true;
        var row = Assert.Single(await cloud.RunAsync(new ReachabilityCheck()));
        Assert.False(row.Passed);
        Assert.Equal("orders-db-1: did not start", row.Observed);
        Assert.All(cloud.Shells.Values, shell => Assert.Equal(0, shell.Running));
    }

    private static ProbeResult? Break(string fault, Probe probe)
    {
        if (probe.Target != "orders-db-1")
        {
            return null;
        }

        var from = probe.Origin is ProbeOrigin.OutsideNetwork outside ? outside.Name : ((ProbeOrigin.OnNode)probe.Origin).Node;
        var v4 = probe.Address.Family == IpFamily.V4;
        var inTunnel = probe.Address == IpAddr.Parse("fd42:0:0:ffff::1");
        ProbeResult Now(ProbeOutcome outcome, int ms, string detail) => new(probe, outcome, TimeSpan.FromMilliseconds(ms), detail);
        return (fault, from, probe.Protocol, probe.Port) switch
        {
            ("client port closed", "client", IpProtocol.Tcp, TestCloud.ClientPort) => Now(ProbeOutcome.Rejected, 3, "RST"),
            ("client port dropped", "client", IpProtocol.Tcp, TestCloud.ClientPort) => Now(ProbeOutcome.TimedOut, 5000, "no answer"),
            ("undeclared port open", "internet", IpProtocol.Tcp, ProbeDirections.UndeclaredPort) when v4 => Now(
                ProbeOutcome.Accepted,
                4,
                ""
            ),
            ("undeclared port open on v6", "internet", IpProtocol.Tcp, ProbeDirections.UndeclaredPort) when !v4 => Now(
                ProbeOutcome.Accepted,
                4,
                ""
            ),
            ("dropped instead of rejected", "internet", IpProtocol.Tcp, ProbeDirections.UndeclaredPort) when v4 => Now(
                ProbeOutcome.TimedOut,
                5000,
                "no answer"
            ),
            ("rejected late", "internet", IpProtocol.Tcp, ProbeDirections.UndeclaredPort) when v4 => Now(
                ProbeOutcome.Rejected,
                2600,
                "RST"
            ),
            ("ssh open to clients", "client", IpProtocol.Tcp, 22) => Now(ProbeOutcome.Accepted, 4, ""),
            ("peer port open outside the tunnel", "orders-db-2", IpProtocol.Tcp, TestCloud.PeerPort) when v4 => Now(
                ProbeOutcome.Accepted,
                4,
                ""
            ),
            ("peer port closed in the tunnel", "orders-db-2", IpProtocol.Tcp, TestCloud.PeerPort) when inTunnel => Now(
                ProbeOutcome.Rejected,
                3,
                "RST"
            ),
            ("udp open beside tcp", "client", IpProtocol.Udp, TestCloud.ClientPort) => Now(ProbeOutcome.Accepted, 4, ""),
            ("tool broken", "client", IpProtocol.Tcp, TestCloud.ClientPort) => Now(ProbeOutcome.ToolError, 0, "python3: not found"),
            ("node gone", "client", IpProtocol.Tcp, TestCloud.ClientPort) => Now(ProbeOutcome.Unreachable, 3000, "ICMP 3/1 from 10.42.0.1"),
            _ => null,
        };
    }
}
