using System.Diagnostics;
using Infra.Components.Enrolment;

namespace Infra.Components.Tests.Enrolment;

/// <summary>The script that records a VM's identity, run as the engines run it.</summary>
public sealed class PinnedIdentityTests
{
    private const string Instance = "0123456789abcdef0123456789abcdef";
    private const string HostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0JOuDeUScX9rSFnxRBKwYkFS8pYTpFRFhAMj3OHiAw";
    private const string WireGuard = "oqT+0xUGq1l9nWq3V9cQmT9Gm0v4mQ2mU3m0nE0n0X0=";
    private const string Kept = $"{Instance} {HostKey} {WireGuard}";
    private const string Remedy = "Replace the node: scripts/infra lock --stack s --replace db-1, then run up.";

    [Fact]
    public async Task FirstReport_Proven_IsKept() => Assert.Equal((0, $"{Kept}\n", ""), await RunAsync("first"));

    [Fact]
    public async Task FirstReport_Unproven_IsRefused() =>
        Assert.Equal(
            (1, "", $"db-1 cannot prove who it is: its user data holds no enrolment token any more. {Remedy}\n"),
            await RunAsync("first", proven: "no")
        );

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    public async Task LaterReport_OfTheSameIdentity_IsKept(string proven) =>
        Assert.Equal((0, $"{Kept}\n", ""), await RunAsync("again", kept: Kept, proven: proven));

    [Theory]
    [InlineData("f123456789abcdef0123456789abcdef", HostKey, WireGuard, "another instance id")]
    [InlineData(
        Instance,
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIX0JOuDeUScX9rSFnxRBKwYkFS8pYTpFRFhAMj3OHiAw",
        WireGuard,
        "another host key"
    )]
    [InlineData(Instance, HostKey, "aaT+0xUGq1l9nWq3V9cQmT9Gm0v4mQ2mU3m0nE0n0X0=", "another WireGuard key")]
    [InlineData(
        "f123456789abcdef0123456789abcdef",
        "ssh-ed25519 AAAAB",
        "x",
        "another instance id and another host key and another WireGuard key"
    )]
    public async Task LaterReport_OfAnotherIdentity_IsRefusedThoughTheTokenIsRight(
        string instance,
        string hostKey,
        string wireGuard,
        string differs
    )
    {
        var (code, output, error) = await RunAsync("again", kept: $"{instance} {hostKey} {wireGuard}");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            $"db-1 reports {differs} than when it was enrolled, and an enrolment token counts once. "
                + $"Either something intercepts the connection, or its identity was lost. {Remedy}\n",
            error
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("* * * *")]
    public async Task LaterReport_WithNothingToCompareWith_IsRefused(string kept) =>
        Assert.Equal(1, (await RunAsync("again", kept: kept)).Code);

    private static async Task<(int Code, string Output, string Error)> RunAsync(string step, string kept = "", string proven = "yes")
    {
        var start = new ProcessStartInfo("bash", ["-s", step])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var (name, value) in new[]
            {
                ("INFRA_NODE", "db-1"),
                ("INFRA_INSTANCE", Instance),
                ("INFRA_HOST_KEY", HostKey),
                ("INFRA_WIREGUARD_KEY", WireGuard),
                ("INFRA_PROVEN", proven),
                ("INFRA_REMEDY", "scripts/infra lock --stack s --replace db-1"),
                ("PULUMI_COMMAND_STDOUT", kept),
            }
        )
        {
            start.Environment[name] = value;
        }

        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(PinnedIdentity.Script);
        bash.StandardInput.Close();
        var (output, error) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await output, await error);
    }
}
