using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Deployments;
using Infra.Verify.Checks;
using Infra.Verify.Probes;
using Infra.Verify.Shell;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

/// <summary>The check of bastions fails for each thing that would make one more, or less, than a way to nodes.</summary>
public sealed class BastionCheckTests : IDisposable
{
    private const string Key = "SHA256:NbvHmPMxPUAgZRIKudjTbtXRTtlc/ioNUWM0VVvTfhc";
    private const string Prohibited = "channel 0: open failed: administratively prohibited: open failed\nstdio forwarding failed";
    private const string Refused = "channel 0: open failed: connect failed: Connection refused\nstdio forwarding failed";

    private const string At = "2026-11-29T16:00:00+0000 sshd";
    private const string Asks = "debug1: serverloop.c:server_request_direct_tcpip():453";
    private const string For = "originator 127.0.0.1 port 65535, target 10.78.0.4";

    private const string Log = $"""
        {At}[1]: Accepted publickey for ops from 198.51.100.1 port 40222 ssh2: ED25519 {Key}
        {At}[1]: User child is on pid 2
        {At}[2]: {Asks} (pid=2): {For} port 22
        {At}[3]: Accepted publickey for ops from 198.51.100.1 port 40223 ssh2: ED25519 {Key}
        {At}[3]: User child is on pid 4
        {At}[4]: {Asks} (pid=4): {For} port 5432
        {At}[3]: Received request from 198.51.100.1 port 40223 to connect to host 10.78.0.4 port 5432, but the request was denied.

        """;

    private readonly ProjectPlan _plan;
    private readonly FakeShell _operators = new("ns-mgmt");
    private readonly FakeShell _bastion = new("bastion-1");

    public BastionCheckTests()
    {
        var text = """
            config:
              infra:project:
                name: gated
                cloud: local
                region: local
                deployment: standard
                cidr: 10.78.0.0/20
                zones: 1
                managementSources: [198.51.100.0/28]
                access: bastion
                services:
                  orders-db:
                    type: postgresql
                    plan: startup-4
                    nodes: 1
                    mesh: wireguard
                    allowedSources: [10.7.0.0/16]
                    volumes: { data: 1 }

            """;
        _plan = ProjectCompiler
            .Compile(new StackSource(text, "Pulumi.test.yaml"), new LockSource(null, "test.lock.yaml", LockMode.Extend))
            .Value!;
        _operators
            .Answer("timeout 20 ssh", "", 255, Prohibited)
            .Answer("-W '10.78.0.4':22 ", "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n")
            .Answer("-W '10.78.0.4':30287 ", "", 255, Refused)
            .Answer("ssh-agent", "agent []\n")
            .Answer("ssh-keygen", $"256 {Key} operator (ED25519)\n");
        _bastion.Answer("journalctl", Log);
    }

    public void Dispose()
    {
        _operators.Dispose();
        _bastion.Dispose();
    }

    [Fact]
    public async Task Run_Healthy_Passes()
    {
        var rows = await RunAsync();

        Assert.All(rows, row => Assert.True(row.Passed, $"{row.Subject}: {row.Observed}"));
        Assert.Contains(rows, row => row.Subject == "operators -> orders-db-1, directly");
        Assert.Contains(rows, row => row.Subject == "through bastion-1 -> orders-db-1:22");
        Assert.Contains(rows, row => row.Subject == "through bastion-1 -> 169.254.169.254:80");
    }

    /// <summary>A command's answer, and the row that must fail.</summary>
    [Theory]
    [InlineData("-W '10.78.0.4':22 ", "", 255, Prohibited, "through bastion-1 -> orders-db-1:22")]
    [InlineData("-W '10.78.0.4':22 ", "", 255, "Permission denied (publickey).", "through bastion-1 -> orders-db-1:22")]
    [InlineData("-W '10.78.0.4':30287 ", "", 255, Prohibited, "through bastion-1 -> orders-db-1:30287")]
    [InlineData("-W '10.78.0.4':30287 ", "", 255, "Connection timed out", "through bastion-1 -> orders-db-1:30287")]
    [InlineData("-W '10.78.0.4':5432 ", "", 255, Refused, "through bastion-1 -> orders-db-1:5432")]
    [InlineData("-W '10.78.0.4':5432 ", "", 0, "", "through bastion-1 -> orders-db-1:5432")]
    [InlineData("-W '169.254.169.254':80 ", "HTTP/1.1 200 OK", 0, "", "through bastion-1 -> 169.254.169.254:80")]
    [InlineData("-W '203.0.113.10':80 ", "", 255, Refused, "through bastion-1 -> 203.0.113.10:80")]
    [InlineData("-W '203.0.113.10':80 ", "", 255, "Connection refused", "through bastion-1 -> 203.0.113.10:80")]
    [InlineData("-W '127.0.0.1':22 ", "SSH-2.0-x", 0, "", "through bastion-1 -> 127.0.0.1:22")]
    [InlineData("ssh-agent", "agent [/tmp/ssh-x/agent.1]\n", 0, "", "bastion-1, agent")]
    [InlineData("ssh-agent", "", 255, "Permission denied", "bastion-1, agent")]
    [InlineData("ssh-keygen", "256 SHA256:another operator (ED25519)\n", 0, "", "bastion-1, session log")]
    public async Task Run_OneThingWrong_FailsThere(string command, string stdout, int exitCode, string stderr, string subject)
    {
        _operators.Answer(command, stdout, exitCode, stderr);

        Assert.Equal([subject], (await RunAsync()).Where(row => !row.Passed).Select(row => row.Subject));
    }

    /// <summary>Text of the log, and what it is instead.</summary>
    [Theory]
    [InlineData("target 10.78.0.4 port 22", "target 10.78.0.9 port 22")]
    [InlineData("ED25519 SHA256:Nbv", "ED25519 SHA256:Other")]
    [InlineData("ops from 198.51.100.1", "ops from 198.51.100.2")]
    [InlineData("User child is on pid 2", "User child is on pid 9")]
    [InlineData("but the request was denied", "and the request was granted")]
    public async Task Run_LogWithoutAFact_Fails(string find, string replace)
    {
        _bastion.Answer("journalctl", Log.Replace(find, replace, StringComparison.Ordinal));

        Assert.Equal(["bastion-1, session log"], (await RunAsync()).Where(row => !row.Passed).Select(row => row.Subject));
    }

    [Fact]
    public async Task Run_NodeThatAdmitsOperatorsDirectly_Fails()
    {
        var rows = await RunAsync(probe => new ProbeResult(
            probe,
            ProbeOutcome.Accepted,
            TimeSpan.FromMilliseconds(5),
            "handshake completed"
        ));

        Assert.Equal(["operators -> orders-db-1, directly"], rows.Where(row => !row.Passed).Select(row => row.Subject));
    }

    [Fact]
    public async Task Run_WithoutBastions_HasNothingToSay() => Assert.Empty(await new TestCloud().RunAsync(new BastionCheck()));

    private Task<IReadOnlyList<CheckRow>> RunAsync(Func<Probe, ProbeResult>? probe = null)
    {
        var endpoint = new NodeEndpoint("bastion-1", "100.64.0.2", 2202, "ops", "/keys/id", "ssh-ed25519 AAAA");
        var cloud = new CloudUnderTest(
            _plan,
            ImmutableSortedDictionary<string, INodeShell>.Empty.Add("bastion-1", _bastion),
            new FakeProber(
                probe ?? (one => new ProbeResult(one, ProbeOutcome.Rejected, TimeSpan.FromMilliseconds(3), "ICMP 3/13 from 10.78.0.1"))
            ),
            [TestCloud.Ntp],
            [new ProbeOrigin.OutsideNetwork("management", "ns-mgmt", IpAddr.Parse("198.51.100.1"))]
        )
        {
            Outside = ImmutableSortedDictionary<string, INodeShell>.Empty.Add("ns-mgmt", _operators),
            Endpoints = ImmutableSortedDictionary<string, NodeEndpoint>.Empty.Add("bastion-1", endpoint),
        };
        return Verifier.RunAsync([new BastionCheck()], cloud, (_, _) => { }, CancellationToken.None);
    }
}
