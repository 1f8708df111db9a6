using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Stacks;
using Infra.Core;

namespace Infra.Cli.Tests;

/// <summary>
/// A local cloud created by <c>pulumi up</c>, as seen by the commands that inspect one. The pulumi command is a fake script.
/// </summary>
[SupportedOSPlatform("linux")]
[Collection(Alone)]
public sealed class PulumiStackTests : IDisposable
{
    // PATH belongs to the whole process.
    private const string Alone = "changes PATH";
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("infra-pulumi-");
    private readonly string? path = Environment.GetEnvironmentVariable("PATH");

    public PulumiStackTests()
    {
        File.WriteAllText(Path.Combine(root.FullName, "Pulumi.yaml"), "name: infra\n");
        Directory.CreateDirectory(Path.Combine(root.FullName, "stacks"));
        Directory.CreateDirectory(Path.Combine(root.FullName, "bin"));
        File.WriteAllText(
            Path.Combine(root.FullName, "stacks", "Pulumi.local.yaml"),
            """
            config:
              infra:project:
                name: demo
                cloud: local
                region: local
                deployment: standard
                cidr: 10.77.0.0/20
                zones: 1
                managementSources: [198.51.100.0/28]
                services:
                  db: {type: postgresql, plan: business-8, nodes: 1, allowedSources: [10.7.0.0/16], volumes: {data: 1}}
            """
        );
    }

    [Fact]
    public async Task Status_OfACloudThatPulumiMade_IsFromItsOutputs()
    {
        Pulumi(Outputs);

        var (code, output, _) = await RunAsync("status", "--json");

        Assert.Equal(ExitCode.Ok, code);
        var node = JsonNode.Parse(output)!.AsArray().Single()!;
        Assert.Equal(("db-1", "100.64.0.2", 2201), ((string)node["node"]!, (string)node["host"]!, (int)node["port"]!));
    }

    [Fact]
    public async Task Status_OfACloudThatPulumiMade_SaysHowToLogIn()
    {
        Pulumi(Outputs);

        var (code, output, _) = await RunAsync("status");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("-p 2201 ops@100.64.0.2", output, StringComparison.Ordinal);
        Assert.Contains("Stop: pulumi destroy -s local", output, StringComparison.Ordinal);
        Assert.Contains(
            "[100.64.0.2]:2201 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDldJM6KwXSmwOK1U6OPYWg5D7cTpUbO4kpmG3XcE0bM",
            await File.ReadAllTextAsync(Path.Combine(root.FullName, ".infra", "local", "known_hosts")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Status_OfANodeReachedOverIPv6_TakesTheAddressWhole()
    {
        Pulumi(OutputsOf("[fd00:77::4]:2201", Key));

        var (code, output, errors) = await RunAsync("status");

        Assert.True(code == ExitCode.Ok, errors);
        Assert.Contains("-p 2201 ops@fd00:77::4", output, StringComparison.Ordinal);
        var state = Path.Combine(root.FullName, ".infra", "local");
        Assert.Equal($"[fd00:77::4]:2201 {Key}\n", await File.ReadAllTextAsync(Path.Combine(state, "known_hosts")));
        Assert.Contains(
            "    HostName fd00:77::4\n    Port 2201\n",
            await File.ReadAllTextAsync(Path.Combine(state, "ssh_config")),
            StringComparison.Ordinal
        );
    }

    /// <summary>As of a stack on a cloud: nothing of a state becomes more than a host, a port and a key.</summary>
    [Theory]
    [InlineData("100.64.0.2:2201\n    ProxyCommand reboot", Key)]
    [InlineData("-oProxyCommand=reboot:22", Key)]
    [InlineData("100.64.0.2:70000", Key)]
    [InlineData("100.64.0.2:2201", Key + "\n* ssh-ed25519 AAAA")]
    [InlineData("100.64.0.2:2201", "ssh-rsa AAAA")]
    public async Task Status_WithStrangeOutputs_WritesNothing(string endpoint, string key)
    {
        Pulumi(OutputsOf(endpoint, key));

        var (code, output, _) = await RunAsync("status");

        Assert.Equal((ExitCode.Failure, ""), (code, output));
        Assert.False(File.Exists(Path.Combine(root.FullName, ".infra", "local", "ssh_config")));
    }

    [Theory]
    [InlineData("echo 'error: no stack named local found' >&2; exit 255", "pulumi stack says: error: no stack named local found")]
    [InlineData("echo '{}'", "it has no outputs: it is not up")]
    [InlineData("echo 'Logging in'", "is not usable at 1:1: It begins with")]
    [InlineData("exit 3", "pulumi stack says: exit status 3")]
    public async Task Status_OfACloudThatPulumiDoesNotKnow_SaysWhatPulumiSays(string script, string why)
    {
        Pulumi(script);

        var (code, _, errors) = await RunAsync("status");

        Assert.Equal(ExitCode.Failure, code);
        Assert.Contains("The stack local is not up", errors, StringComparison.Ordinal);
        Assert.Contains("scripts/infra up --stack local", errors, StringComparison.Ordinal);
        Assert.Contains(why, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_WithoutPulumi_SaysThatItIsNotThere()
    {
        Environment.SetEnvironmentVariable("PATH", Path.Combine(root.FullName, "bin"));

        var (code, _, errors) = await RunAsync("status");

        Assert.Equal(ExitCode.Failure, code);
        Assert.Contains("pulumi is not on PATH", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"same": 30}""", true, "30 same")]
    [InlineData("""{"same": 28, "update": 2}""", false, "would: 28 same, 2 update")]
    [InlineData("""{"create": 30}""", false, "would: 30 create")]
    public async Task Settled_OfACloudThatPulumiMade_IsWhatItsPreviewSays(string summary, bool settled, string seen)
    {
        Pulumi($"case $1 in stack) {Outputs};; preview) echo '{{\"changeSummary\": {summary}}}';; esac");
        var here = new Workspace(root.FullName);
        var running = await RunningStack.FindAsync(here, LoadedStack.Load(here, "local", LockMode.Extend), CancellationToken.None);

        var row = await running.SettledAsync(CancellationToken.None);

        Assert.Equal((settled, seen), (row.Passed, row.Observed));
    }

    [Fact]
    public async Task Settled_PreviewThatFails_IsNoProof()
    {
        Pulumi($"case $1 in stack) {Outputs};; preview) echo 'error: get stack: passphrase must be set' >&2; exit 255;; esac");
        var here = new Workspace(root.FullName);
        var running = await RunningStack.FindAsync(here, LoadedStack.Load(here, "local", LockMode.Extend), CancellationToken.None);

        var row = await running.SettledAsync(CancellationToken.None);

        Assert.False(row.Passed);
        Assert.Contains("passphrase must be set", row.Observed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_OfACloudThatPulumiMade_IsRefusedWhereItRuns()
    {
        Pulumi(Outputs);
        var here = new Workspace(root.FullName);
        var loaded = LoadedStack.Load(here, "local", LockMode.Extend);

        // None of it is on this machine: whatever pulumi knows about is elsewhere.
        await RunningStack.DemandOursAsync(here, loaded, labIsHere: false, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<UserException>(() =>
            RunningStack.DemandOursAsync(here, loaded, labIsHere: true, CancellationToken.None)
        );
        Assert.Contains("pulumi destroy -s local", refused.Remedy, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", path);
        root.Delete(recursive: true);
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneCollection;

    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDldJM6KwXSmwOK1U6OPYWg5D7cTpUbO4kpmG3XcE0bM";

    private static string Outputs => OutputsOf("100.64.0.2:2201", Key);

    private static string OutputsOf(string endpoint, string key) =>
        "printf '%s\\n' '"
        + JsonSerializer.Serialize(
            new
            {
                sshEndpoints = new Dictionary<string, string> { ["db-1"] = endpoint },
                hostKeys = new Dictionary<string, string> { ["db-1"] = key },
            }
        )
        + "'";

    private void Pulumi(string script)
    {
        var file = Path.Combine(root.FullName, "bin", "pulumi");
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("PATH", $"{Path.Combine(root.FullName, "bin")}:{path}");
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new Recorder();
        using var errors = new Recorder();
        var code = await InfraCommand.RunAsync(args, () => new Workspace(root.FullName), output.Screen, errors.Screen);
        return (code, output.Text, errors.Text);
    }
}
