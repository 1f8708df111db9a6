using System.Diagnostics;
using System.Text.Json.Nodes;
using Infra.Cli.Stacks;

namespace Infra.Cli.Tests;

/// <summary>The whole command, on a repository of its own: what it prints, where, and its exit code.</summary>
public sealed class InfraCommandTests : IDisposable
{
    private readonly TestRepository here = new();

    [Fact]
    public async Task Plan_AwsStack_ShowsTheTreeWithoutCredentials()
    {
        var (code, output, errors) = await here.RunAsync("plan", "--stack", "aws");
        Assert.Equal(
            (ExitCode.Ok, true),
            (code, output.StartsWith("Plan of aws: project acme on aws, eu-west-1\n", StringComparison.Ordinal))
        );
        Assert.Equal("There is no state here, so everything is shown as new. `pulumi preview` shows what changes.", output.Split('\n')[1]);
        Assert.Contains("aws:ec2/vpc:Vpc", output, StringComparison.Ordinal);
        Assert.Contains("The lock file lacks", output, StringComparison.Ordinal);
        Assert.Contains("infra:operatorPublicKey is not set", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(LockPath("aws")), "plan must write nothing");
        Assert.False(Directory.Exists(Path.Combine(here.Root, ".infra")), "plan must write nothing");
    }

    /// <summary>If the new plan cannot be written, as on a full disk, the earlier one remains.</summary>
    [Fact]
    public async Task PlanOut_ThatCannotBeWritten_KeepsTheOneBefore()
    {
        var file = Path.Combine(here.Root, "kept.json");
        Assert.Equal(ExitCode.Ok, (await here.RunAsync("plan", "--stack", "aws", "--out", file)).Code);
        var before = await File.ReadAllTextAsync(file);
        Assert.Equal(ExitCode.Ok, (await here.RunAsync("plan", "--stack", "aws", "--out", file)).Code);
        Assert.Equal(before, await File.ReadAllTextAsync(file));
        Directory.CreateDirectory(file + ".new");

        var (code, _, _) = await here.RunAsync("plan", "--stack", "aws", "--out", file);

        Assert.Equal(ExitCode.Failure, code);
        Assert.Equal(before, await File.ReadAllTextAsync(file));
        Directory.Delete(file + ".new");
    }

    [Fact]
    public async Task Plan_Json_IsOneDocumentAndAlsoAFile()
    {
        var file = Path.Combine(here.Root, "plan.json");
        var (code, output, _) = await here.RunAsync("plan", "--stack", "aws", "--json", "--out", file);
        Assert.Equal(ExitCode.Ok, code);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(output), JsonNode.Parse(await File.ReadAllTextAsync(file))));
        Assert.NotEmpty(JsonNode.Parse(output)!["lockChanges"]!.AsArray());
    }

    [Fact]
    public async Task Plan_StackFileWithErrors_PrintsAllOfThemWithPlaceAndRemedy()
    {
        here.Write(
            "bad",
            TestRepository
                .Stack("aws", "eu-west-1")
                .Replace("zones: 3", "zone: 3", StringComparison.Ordinal)
                .Replace("10.42.0.0/20", "10.42.0.1/20", StringComparison.Ordinal)
        );
        var (code, output, errors) = await here.RunAsync("plan", "--stack", "bad");
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Matches(@"stacks/Pulumi\.bad\.yaml:\d+:\d+: zone: error INF\d+: .*\n    \S", errors);
        Assert.Matches(@"stacks/Pulumi\.bad\.yaml:\d+:\d+: cidr: error INF\d+: ", errors);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        var (jsonCode, json, _) = await here.RunAsync("plan", "--stack", "bad", "--json");
        Assert.Equal(ExitCode.BadInput, jsonCode);
        Assert.Equal("error", (string?)JsonNode.Parse(json)!["diagnostics"]![0]!["severity"]);
    }

    [Fact]
    public async Task Lock_WithAStacksOutputs_RecordsTheImagesThatNodesRunFrom()
    {
        await here.RunAsync("lock", "--stack", "aws");
        var outputs = Path.Combine(here.Root, "outputs.json");
        await File.WriteAllTextAsync(
            outputs,
            """{ "nodes": ["orders-db-1"], "images": { "orders-db-1": "ami-0123456789abcdef0", "gone-9": "ami-0ba4ed00" } }"""
        );

        var (code, output, errors) = await here.RunAsync("lock", "--stack", "aws", "--outputs", outputs);

        Assert.Equal(
            (ExitCode.Ok, true),
            (code, output.Contains("orders-db-1: runs from image ami-0123456789abcdef0.", StringComparison.Ordinal))
        );
        Assert.Contains("image: ami-0123456789abcdef0, ", await File.ReadAllTextAsync(LockPath("aws")), StringComparison.Ordinal);
        Assert.DoesNotContain("gone-9", errors + output, StringComparison.Ordinal);
        Assert.Contains("complete", (await here.RunAsync("lock", "--stack", "aws", "--outputs", outputs)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "there is no output 'images'")]
    [InlineData("[]", "does not contain this stack's outputs")]
    [InlineData("not json", "does not contain this stack's outputs")]
    [InlineData("""{ "images": { "orders-db-1": null } }""", "does not contain this stack's outputs")]
    [InlineData("""{ "images": { "orders-db-1": "x }\n" } }""", "of orders-db-1 is not an image ID")]
    public async Task Lock_WithWhatIsNoOutputs_WritesNothing(string text, string says)
    {
        await here.RunAsync("lock", "--stack", "aws");
        var before = await File.ReadAllTextAsync(LockPath("aws"));
        var outputs = Path.Combine(here.Root, "outputs.json");
        await File.WriteAllTextAsync(outputs, text);

        var (code, _, errors) = await here.RunAsync("lock", "--stack", "aws", "--outputs", outputs);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(LockPath("aws")));
    }

    /// <summary>Opening a pipe blocks until its other end is opened, and a device may be endless.</summary>
    [Theory]
    [InlineData("stacks/Pulumi.odd.yaml", "mkfifo")]
    [InlineData("stacks/Pulumi.odd.yaml", "ln -s /dev/zero")]
    [InlineData("stacks/Pulumi.odd.yaml", "mkdir")]
    [InlineData("stacks/odd.lock.yaml", "mkfifo")]
    [InlineData("stacks/odd.lock.yaml", "mkfifo pipe; ln -s ../pipe")]
    [InlineData("stacks/odd.lock.yaml", "mkdir")]
    [InlineData("stacks/odd.lock.yaml", "ln -s nowhere")]
    [InlineData("stacks/odd.lock.yaml", "touch")]
    public async Task Plan_FileThatIsNone_IsRefusedAtOnce(string file, string make)
    {
        here.Write("odd", TestRepository.Stack("aws", "eu-west-1"));
        Assert.Equal(ExitCode.Ok, (await here.RunAsync("plan", "--stack", "odd")).Code);
        File.Delete(Path.Combine(here.Root, file));
        await ShellAsync($"{make} {file}");

        var (code, _, errors) = await here.RunAsync("plan", "--stack", "odd").WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains($"{file}:1:1: error INF0006: It is ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan", "--stack", "none")]
    [InlineData("plan", "--stack", "../aws")]
    [InlineData("plan", "--stak", "aws")]
    [InlineData("dance", "", "")]
    [InlineData("up", "--stack", "aws")]
    [InlineData("down", "--stack", "aws")]
    [InlineData("verify", "--stack", "aws")]
    public async Task AnyCommand_BadUsage_ExitsWith2AndOneMessage(string command, string option, string value)
    {
        var (code, output, errors) = await here.RunAsync([.. new[] { command, option, value }.Where(a => a.Length > 0)]);
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.StartsWith("error INF", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_CloudStack_IsRefusedWithTheRightCommand()
    {
        var (_, _, errors) = await here.RunAsync("up", "--stack", "aws");
        Assert.Contains("pulumi up -s aws", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_NotUp_SaysSo()
    {
        var (code, _, errors) = await here.RunAsync("verify");
        Assert.Equal(ExitCode.Failure, code);
        Assert.Contains("The stack local is not up", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ToAFile_SaysSoAndLeavesIt()
    {
        var (code, _, errors) = await here.RunAsync(
            "render",
            "--stack",
            "local",
            "--node",
            "orders-db-1",
            "--out",
            Path.Combine(here.Root, "Pulumi.yaml")
        );
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("Pulumi.yaml is a file.", errors, StringComparison.Ordinal);
        Assert.Equal("name: infra\n", await File.ReadAllTextAsync(Path.Combine(here.Root, "Pulumi.yaml")));
    }

    [Fact]
    public async Task Policy_Stack_IsOneLineAFlow()
    {
        var (code, output, _) = await here.RunAsync("policy", "--stack", "aws");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Matches(@"(?m)^source +destination +port +reason$", output);
        Assert.Matches(@"(?m)^clients: 10\.7\.0\.0/16 +orders-db +21900/tcp +PostgreSQL for the service's clients$", output);
        Assert.Matches(@"(?m)^nodes of orders-db, in the tunnel +orders-db +21900/tcp +streaming replication", output);
        Assert.Matches(@"(?m)^orders-db +platform: 169\.254\.169\.123/32 +123/udp +NTP$", output);
    }

    [Fact]
    public async Task Policy_Json_HasEveryNetwork()
    {
        var networks = Enumerable.Range(0, 9).Select(i => $"20.0.{2 * i}.0/24").ToArray();
        here.Write(
            "many",
            TestRepository.Stack("aws", "eu-west-1").Replace("10.7.0.0/16", string.Join(", ", networks), StringComparison.Ordinal)
        );
        Assert.Contains("and 5 more", (await here.RunAsync("policy", "--stack", "many")).Output, StringComparison.Ordinal);

        var (code, output, _) = await here.RunAsync("policy", "--stack", "many", "--json");
        Assert.Equal(ExitCode.Ok, code);
        var flow = JsonNode.Parse(output)!["flows"]!.AsArray().Single(f => (string?)f!["key"] == "orders-db/pg/clients")!;
        Assert.Equal(networks, flow["source"]!["networks"]!.AsArray().Select(network => (string?)network));
        Assert.Equal(("tcp", 21900, "clients"), ((string?)flow["protocol"], (int?)flow["ports"]![0], (string?)flow["source"]!["zone"]));
    }

    [Fact]
    public async Task Render_Node_WritesItsFilesIntoAnEmptyDirectoryOnly()
    {
        var target = Path.Combine(here.Root, "out");
        string[] command = ["render", "--stack", "local", "--node", "orders-db-1", "--out", target];
        Assert.Equal(ExitCode.Ok, (await here.RunAsync(command)).Code);
        Assert.True(File.Exists(Path.Combine(target, "bundle/etc/infra/firewall/rules.v4")));
        Assert.Contains(
            "#cloud-config",
            await File.ReadAllTextAsync(Path.Combine(target, "cloud-init/user-data")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "version: 2",
            await File.ReadAllTextAsync(Path.Combine(target, "cloud-init/network-config")),
            StringComparison.Ordinal
        );
        Assert.Contains("table inet ", await File.ReadAllTextAsync(Path.Combine(target, "sdn/router.nft")), StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, (await here.RunAsync(command)).Code);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(target), entry =>
            Path.GetFileName(entry).StartsWith(".infra", StringComparison.Ordinal)
        );
        command[4] = "orders-db-9";
        var (code, _, errors) = await here.RunAsync(command);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("orders-db-1, orders-db-2, orders-db-3", errors, StringComparison.Ordinal);
    }

    /// <summary>A run killed half-way leaves only a temporary directory that does not affect others.</summary>
    [Fact]
    public async Task Render_WhereARunWasKilled_StartsAnew()
    {
        var target = Path.Combine(here.Root, "out");
        Directory.CreateDirectory(Path.Combine(target, ".infra-render-4711", "bundle"));
        await File.WriteAllTextAsync(Path.Combine(target, ".infra-render-4711", "bundle", "half"), "x");
        Assert.Equal(ExitCode.Ok, (await here.RunAsync("render", "--stack", "local", "--node", "orders-db-1", "--out", target)).Code);
        Assert.Equal(
            ["bundle", "bundle.json", "cloud-init", "infra-apply", "sdn"],
            Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [SkippableFact]
    public async Task Lock_FileThatIsReadOnly_IsRefusedAndStaysAsItIs()
    {
        Skip.If(OperatingSystem.IsWindows(), "files have no modes");
        await here.RunAsync("lock", "--stack", "aws");
        await ShellAsync("chmod 0444 stacks/aws.lock.yaml");
        var before = await File.ReadAllTextAsync(LockPath("aws"));

        var (code, _, errors) = await here.RunAsync("lock", "--stack", "aws", "--replace", "orders-db-1", "--empties", "orders-db-1/data");

        Assert.Equal(ExitCode.Failure, code);
        Assert.Contains(
            "stacks/aws.lock.yaml:1:1: error INF0529: The lock file cannot be written: it is read-only.",
            errors,
            StringComparison.Ordinal
        );
        Assert.Equal(
            (before, "444\n"),
            (await File.ReadAllTextAsync(LockPath("aws")), (await ShellAsync("stat -c %a stacks/aws.lock.yaml")).Output)
        );
    }

    /// <summary>The commands of docs/firewall.md verbatim, in their own network namespace.</summary>
    [SkippableFact]
    public async Task Render_FirewallFiles_AreTakenByTheToolsAsDocumented()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Workspace.Find().Root, "docs", "firewall.md"));
        var start = page.IndexOf("    sudo unshare --net", StringComparison.Ordinal);
        var commands = page[start..page.IndexOf("\n\n", start, StringComparison.Ordinal)].Replace("sudo ", "", StringComparison.Ordinal);
        Skip.IfNot(
            (await ShellAsync("[ $(id -u) = 0 ] && unshare --net true && command -v ipset iptables-restore ip6tables-restore")).Code == 0,
            "needs root, network namespaces, ipset and iptables"
        );
        foreach (var stack in (string[])["aws", "local"])
        {
            var target = Path.Combine(here.Root, $"look-{stack}");
            Assert.Equal(ExitCode.Ok, (await here.RunAsync("render", "--stack", stack, "--node", "orders-db-1", "--out", target)).Code);
            var typed = commands.Replace("/tmp/look", target, StringComparison.Ordinal);

            var (code, output) = await ShellAsync(typed);

            Assert.True(code == 0, output);
            Assert.Contains("all accepted", output, StringComparison.Ordinal);
            foreach (var file in (string[])["sets", "rules.v4", "rules.v6", "lockdown.v4", "lockdown.v6"])
            {
                var path = Path.Combine(target, "bundle/etc/infra/firewall", file);
                var good = await File.ReadAllTextAsync(path);
                await File.WriteAllTextAsync(
                    path,
                    good.Replace("infra-peers-", "infra-other-", StringComparison.Ordinal)
                        .Replace("-j ACCEPT", "-j NOWHERE", StringComparison.Ordinal)
                );
                var (broken, said) = await ShellAsync(typed);
                Assert.True(
                    broken != 0 && !said.Contains("all accepted", StringComparison.Ordinal),
                    $"{file} was changed and still accepted"
                );
                await File.WriteAllTextAsync(path, good);
            }
        }
    }

    public void Dispose() => here.Dispose();

    private async Task<(int Code, string Output)> ShellAsync(string script)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"exec 2>&1; {script}"]) { WorkingDirectory = here.Root, RedirectStandardOutput = true }
        )!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, output);
    }

    private string LockPath(string stack) => Path.Combine(here.Root, "stacks", $"{stack}.lock.yaml");
}
