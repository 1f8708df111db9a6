using System.Diagnostics;
using System.Text.Json.Nodes;
using Infra.Cli.Stacks;

namespace Infra.Cli.Tests;

/// <summary><c>infra lock</c>, and what the other commands report about a lock file.</summary>
public sealed class LockCommandTests : IDisposable
{
    private const string Text = """
        config:
          infra:project:
            name: acme
            cloud: aws
            region: eu-west-1
            deployment: standard
            cidr: 10.42.0.0/20
            zones: 3
            managementSources: [20.51.100.0/28]
            managementRoutes: [20.51.100.0/28]
            account: "210987654321"
            services:
              orders-db: { type: postgresql, plan: business-8, nodes: 3, volumes: { data: 1 } }
              cache: { type: valkey, plan: business-4, nodes: 2, volumes: { data: 1 } }

        """;

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("infra-lock-");

    public LockCommandTests()
    {
        File.WriteAllText(Path.Combine(root.FullName, "Pulumi.yaml"), "name: infra\n");
        Directory.CreateDirectory(Path.Combine(root.FullName, "stacks"));
        Write(Text);
    }

    private string LockPath => Path.Combine(root.FullName, "stacks", "aws.lock.yaml");

    [Fact]
    public async Task Lock_NewStack_WritesTheFileOnce()
    {
        var first = await RunAsync("lock");
        Assert.Contains("entries; review and commit it", first.Output, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(LockPath);
        Assert.Equal("The lock file is complete.\n", (await RunAsync("lock")).Output);
        Assert.Equal(text, await File.ReadAllTextAsync(LockPath));
    }

    [Fact]
    public async Task Replace_OfANode_IsSaidFirstAndRaisesItsGenerationAlone()
    {
        _ = await RunAsync("lock");
        var before = await File.ReadAllLinesAsync(LockPath);

        foreach (
            var (code, arguments) in new (string, string[])[]
            {
                ("INF0515", ["--replace", "orders-db-9"]),
                ("INF0519", ["--replace", "orders-db-2"]),
                ("INF0520", ["--replace", "orders-db-2", "--replace", "orders-db-1", "--empties", "orders-db-1/data,orders-db-2/data"]),
                ("INF0521", ["--refilled", "orders-db-1"]),
                ("INF0523", ["--remove", "orders-db-1"]),
            }
        )
        {
            var refused = await RunAsync(["lock", .. arguments]);
            Assert.Equal((ExitCode.BadInput, ""), (refused.Code, refused.Output));
            Assert.Contains($"error {code}: ", refused.Errors.Split('\n')[0], StringComparison.Ordinal);
            Assert.Equal(before, await File.ReadAllLinesAsync(LockPath));
        }

        var replaced = await RunAsync(
            "lock",
            "--replace",
            "orders-db-2",
            "--replace",
            "cache-1",
            "--empties",
            "orders-db-2/data, cache-1/data"
        );
        Assert.StartsWith("- cache-1: its VM is replaced by generation 2 at ", replaced.Errors, StringComparison.Ordinal);
        Assert.Contains("  - orders-db-2: its VM is replaced by generation 2 ", replaced.Output, StringComparison.Ordinal);
        Assert.Equal(
            3,
            (await File.ReadAllLinesAsync(LockPath))
                .Except(before)
                .Count(line =>
                    line.Contains("generation: 2, refilling: true", StringComparison.Ordinal)
                    || line.StartsWith("checksum", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public async Task Plan_WhileANodeIsRefilled_SaysFirstWhatIsEmpty()
    {
        _ = await RunAsync("lock");
        _ = await RunAsync("lock", "--replace", "orders-db-2", "--empties", "orders-db-2/data");

        var (_, _, errors) = await RunAsync("plan");
        Assert.Contains(
            "warning INF0525: orders-db-2 (generation 2) starts with empty volumes: orders-db-2/data.",
            Findings(errors)[0],
            StringComparison.Ordinal
        );
        var (_, json, _) = await RunAsync("plan", "--json");
        Assert.Contains(
            "orders-db-2/data",
            Assert.Single(JsonNode.Parse(json)!["dataLoss"]!.AsArray())!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Plan_OfARenamedService_IsRefusedWithACommandThatWorks()
    {
        _ = await RunAsync("lock");
        Write(Text.Replace("orders-db:", "order-db:", StringComparison.Ordinal));

        var (code, output, errors) = await RunAsync("plan");
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(
            "error INF0522: The service 'orders-db' was removed from the file: its 3 nodes would be deleted",
            errors,
            StringComparison.Ordinal
        );
        Assert.Contains("Did you mean to rename it? 'order-db' would be a new", errors, StringComparison.Ordinal);

        var removed = await RunAsync("lock", "--remove", "orders-db");
        Assert.StartsWith(
            "- orders-db: deleted with its nodes and the data of orders-db-1/data, ",
            removed.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("gets 7 entries; review and commit it:\n  - orders-db: deleted", removed.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync("plan")).Code);
    }

    [Fact]
    public async Task Lock_CheckAndDryRun_SayWhatWouldBeAndWriteNothing()
    {
        var dry = await RunAsync("lock", "--dry-run");
        Assert.Equal(ExitCode.Ok, dry.Code);
        Assert.Matches("^stacks/aws.lock.yaml would get [0-9]+ entries:\n  [+] ", dry.Output);
        var check = await RunAsync("lock", "--check");
        Assert.Equal((ExitCode.BadInput, dry.Output), (check.Code, check.Output));
        Assert.Contains(
            "stacks/Pulumi.aws.yaml:1:1: error INF1437: The lock file stacks/aws.lock.yaml does not exist yet.",
            check.Errors,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(LockPath));

        _ = await RunAsync("lock");
        var before = await File.ReadAllTextAsync(LockPath);
        Assert.Equal((ExitCode.Ok, "The lock file is complete.\n"), ((check = await RunAsync("lock", "--check")).Code, check.Output));

        check = await RunAsync("lock", "--check", "--replace", "cache-1", "--empties", "cache-1/data");
        Assert.Equal(ExitCode.BadInput, check.Code);
        Assert.Contains(
            "stacks/aws.lock.yaml:1:1: error INF1437: The lock file would get 1 entry.\n    Run 'scripts/infra lock --stack aws'",
            check.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(before, await File.ReadAllTextAsync(LockPath));
    }

    /// <summary>Both are applied, or the second is refused because of the first: none is ever silently lost.</summary>
    [Fact]
    public async Task Lock_TwoAtOnce_LosesNothing()
    {
        for (var round = 0; round < 10; round++)
        {
            File.Delete(LockPath);
            _ = await RunAsync("lock");

            var done = await Task.WhenAll(
                Task.Run(() => RunAsync("lock", "--replace", "orders-db-1", "--empties", "orders-db-1/data")),
                Task.Run(() => RunAsync("lock", "--replace", "cache-1", "--empties", "cache-1/data"))
            );
            Assert.All(done, one => Assert.True(one.Code == ExitCode.Ok, one.Errors));
            Assert.Equal(2, Replaced());

            done = await Task.WhenAll(
                Task.Run(() => RunAsync("lock", "--refilled", "orders-db-1", "--replace", "orders-db-2", "--empties", "orders-db-2/data")),
                Task.Run(() => RunAsync("lock", "--refilled", "orders-db-1", "--replace", "orders-db-3", "--empties", "orders-db-3/data"))
            );
            Assert.Equal([ExitCode.Ok, ExitCode.BadInput], done.Select(one => one.Code).Order());
        }
    }

    [Fact]
    public async Task Lock_TwoProcessesAtOnce_LoseNothing()
    {
        _ = await RunAsync("lock");
        var runs = new[] { "orders-db-1", "cache-1" }
            .Select(node =>
                Process.Start(
                    new ProcessStartInfo(
                        "dotnet",
                        [typeof(InfraCommand).Assembly.Location, "lock", "--stack", "aws", "--replace", node, "--empties", $"{node}/data"]
                    )
                    {
                        Environment = { ["INFRA_ROOT"] = root.FullName },
                        RedirectStandardOutput = true,
                        RedirectStandardError = true,
                    }
                )!
            )
            .ToList();
        foreach (var run in runs)
        {
            var errors = await run.StandardError.ReadToEndAsync();
            await run.WaitForExitAsync();
            Assert.True(run.ExitCode == 0, errors);
            run.Dispose();
        }

        Assert.Equal(2, Replaced());
        Assert.Equal(
            ["Pulumi.aws.yaml", "aws.lock.yaml"],
            root.GetDirectories("stacks")[0]
                .GetFiles()
                .Select(file => file.Name)
                .Where(name => !name.EndsWith(".guard", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Lock_FileThatChangedSinceItWasRead_IsLeftAsItIs()
    {
        _ = await RunAsync("lock");
        var loaded = LoadedStack.Load(new Workspace(root.FullName), "aws", Core.LockMode.Extend);
        await File.AppendAllTextAsync(LockPath, "# by another\n");
        var there = await File.ReadAllTextAsync(LockPath);

        var error = Assert.Throws<Infra.Projects.LockChangedException>(() =>
            new Workspace(root.FullName).Files.WriteLock("aws", loaded.Plan)
        );

        Assert.Contains("stacks/aws.lock.yaml:1:1: error INF0530: Another run wrote this file", error.Message, StringComparison.Ordinal);
        Assert.Equal(there, await File.ReadAllTextAsync(LockPath));
    }

    /// <summary>A file with another mode, or behind a link, keeps both.</summary>
    [SkippableFact]
    public async Task Lock_FileBehindALink_IsWrittenThereWithItsMode()
    {
        Skip.If(OperatingSystem.IsWindows(), "files have no modes");
        _ = await RunAsync("lock");
        var real = Path.Combine(root.FullName, "real.yaml");
        File.Move(LockPath, real);
        File.CreateSymbolicLink(LockPath, real);
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(real, mode);
        }

        Assert.Equal(ExitCode.Ok, (await RunAsync("lock", "--replace", "cache-1", "--empties", "cache-1/data")).Code);

        Assert.Equal(real, new FileInfo(LockPath).LinkTarget);
        Assert.Equal(1, Replaced());
        Assert.Equal(mode, OperatingSystem.IsWindows() ? mode : File.GetUnixFileMode(real));
    }

    [SkippableFact]
    public async Task AnyCommand_LockFileLostButInVersionControl_IsRefused()
    {
        Skip.IfNot(await GitAsync("--version") == 0, "git is not installed");
        _ = await RunAsync("lock");
        Assert.Equal(0, await GitAsync("init", "-q"));
        Assert.Equal(0, await GitAsync("add", "stacks/aws.lock.yaml"));
        File.Delete(LockPath);

        foreach (var command in new[] { "plan", "lock" })
        {
            var (code, _, errors) = await RunAsync(command);
            Assert.Equal(ExitCode.BadInput, code);
            Assert.Contains("stacks/aws.lock.yaml:1:1: error INF0528: ", errors, StringComparison.Ordinal);
            Assert.Contains("git checkout -- stacks/aws.lock.yaml", errors, StringComparison.Ordinal);
            Assert.False(File.Exists(LockPath));
        }

        Assert.Equal(0, await GitAsync("checkout", "--", "stacks/aws.lock.yaml"));
        Assert.Equal("The lock file is complete.\n", (await RunAsync("lock")).Output);
    }

    public void Dispose() => root.Delete(recursive: true);

    private int Replaced() => File.ReadAllLines(LockPath).Count(line => line.Contains("refilling: true", StringComparison.Ordinal));

    private static string[] Findings(string errors) =>
        [.. errors.Split('\n').Where(line => line.Contains(" INF", StringComparison.Ordinal))];

    private void Write(string text) => File.WriteAllText(Path.Combine(root.FullName, "stacks", "Pulumi.aws.yaml"), text);

    private async Task<int> GitAsync(params string[] arguments)
    {
        try
        {
            using var git = Process.Start(
                new ProcessStartInfo("git", arguments) { WorkingDirectory = root.FullName, RedirectStandardOutput = true }
            )!;
            await git.WaitForExitAsync();
            return git.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new Recorder();
        using var errors = new Recorder();
        var code = await InfraCommand.RunAsync(
            [args[0], "--stack", "aws", .. args[1..]],
            () => new Workspace(root.FullName),
            output.Screen,
            errors.Screen
        );
        return (code, output.Text, errors.Text);
    }
}
