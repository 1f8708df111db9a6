using System.Diagnostics;
using System.Runtime.Versioning;

namespace Infra.Cli.Tests;

/// <summary>The sequence that tests a cloud in a real account: what it would run, and that it always ends in a destroy.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CloudSmokeTests : IDisposable
{
    private static readonly string[] WholeLife =
    [
        "pulumi version",
        "ssh-keygen -q -t ed25519 -N '' -C smoke-t1 -f DIR/key",
        "pulumi stack init smoke-t1 --cwd DIR",
        "pulumi config set infra:operatorPublicKey -s smoke-t1 --cwd DIR <DIR/key.pub",
        "pulumi config set --secret infra:operatorPrivateKey -s smoke-t1 --cwd DIR <DIR/key",
        "ROOT/scripts/infra preflight --stack smoke-t1",
        "pulumi preview -s smoke-t1 --cwd DIR",
        "pulumi up -s smoke-t1 --yes --skip-preview --cwd DIR",
        "pulumi preview -s smoke-t1 --expect-no-changes --cwd DIR",
        @"sed -i s\|allowedSources:\ .\*\|allowedSources:\ \[192.0.2.7/32\,\ 10.212.0.0/24\]\| DIR/stacks/Pulumi.smoke-t1.yaml",
        "pulumi up -s smoke-t1 --yes --skip-preview --cwd DIR",
        "ROOT/scripts/infra lock --stack smoke-t1 --replace smoke-1 --empties smoke-1/data",
        "pulumi up -s smoke-t1 --yes --skip-preview --cwd DIR",
        "pulumi preview -s smoke-t1 --expect-no-changes --cwd DIR",
        "pulumi destroy -s smoke-t1 --yes --skip-preview --cwd DIR",
        "pulumi stack rm smoke-t1 --yes --cwd DIR",
    ];

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("infra-smoke-test-");

    public CloudSmokeTests()
    {
        var repository = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(repository.FullName, "Infra.sln")))
        {
            repository = repository.Parent!;
        }

        // A checkout in which nothing is built and `infra` only records its arguments.
        foreach (var file in new[] { "scripts/cloud-smoke", "scripts/lib/common.bash", "Pulumi.yaml" })
        {
            var copy = Path.Combine(root.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(repository.FullName, file), copy);
        }

        Pretend("scripts/infra", """echo "infra $*" >>"$CALLS" """);
        Pretend("bin/curl", "echo 192.0.2.7");
        Pretend("bin/dotnet", "exit 1");
        Pretend("bin/openssl", "echo 0123456789abcdef");
        Pretend("bin/ssh-keygen", """file=${*: -1}; echo 'ssh-ed25519 AAAA smoke' >"$file.pub"; echo 'the private half' >"$file" """);
        Pretend(
            "bin/pulumi",
            """
            verb=$1
            given=$(cat)
            echo "pulumi $* [${given:0:7}]" >>"$CALLS"
            test -f "$INFRA_PROJECT_DIR/Pulumi.yaml" && test -s "$PULUMI_CONFIG_PASSPHRASE_FILE" || exit 9
            if [[ -n ${SLEEP-} && $verb == up ]]; then echo up >"$SLEEP"; sleep 2; fi
            [[ " ${FAIL-} " != *" $verb#$(grep -c "^pulumi $verb" "$CALLS") "* ]] || exit 3
            """
        );
    }

    [Theory]
    [InlineData("aws", "region: eu-west-1")]
    [InlineData("azure", "region: westeurope")]
    [InlineData("gcp", "region: europe-west1")]
    public void DryRun_OfACloud_PrintsEachCommandAndRunsNone(string cloud, string region)
    {
        var (code, output, _) = Run(["--dry-run", "--name", "t1", "--from", "192.0.2.7", cloud]);

        Assert.True(code == 0, output);
        Assert.Equal(WholeLife, Commands(output, "/tmp/infra-smoke-t1"));
        Assert.Contains(region, output, StringComparison.Ordinal);
        Assert.Contains("dollars an hour", output, StringComparison.Ordinal);
        Assert.Empty(Calls());
        Assert.False(Directory.Exists("/tmp/infra-smoke-t1"));
    }

    [Fact]
    public void Run_WithAllWell_GoesThroughTheWholeLifeAndLeavesNothing()
    {
        var (code, output, directory) = Run(["--name", "t1", "--yes", "aws"]);

        Assert.True(code == 0, output);
        Assert.Equal(WholeLife, Commands(output, directory!));
        Assert.Contains("aws works from end to end", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory));
        // The keys on standard input, and no secret among the arguments.
        Assert.Contains(Calls(), call =>
            call.StartsWith("pulumi config set --secret infra:operatorPrivateKey", StringComparison.Ordinal)
            && call.EndsWith("[the pri]", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(Calls(), call => call.Contains("private half", StringComparison.Ordinal));
        Assert.Equal(
            ["infra preflight --stack smoke-t1", "infra lock --stack smoke-t1 --replace smoke-1 --empties smoke-1/data"],
            Calls().Where(call => call.StartsWith("infra", StringComparison.Ordinal))
        );
    }

    /// <summary>The failing step, and what is run after it.</summary>
    [Theory]
    [InlineData("up#1", 1)]
    [InlineData("preview#2", 1)]
    [InlineData("up#2", 2)]
    [InlineData("up#3", 3)]
    [InlineData("preview#3", 3)]
    public void Run_FailingInTheMiddle_DestroysAndFails(string fails, int ups)
    {
        var (code, output, directory) = Run(["--name", "t1", "--yes", "gcp"], ("FAIL", fails));

        Assert.Equal(3, code);
        Assert.Equal(ups, Calls().Count(call => call.StartsWith("pulumi up", StringComparison.Ordinal)));
        Assert.StartsWith("pulumi destroy -s smoke-t1", Calls()[^1], StringComparison.Ordinal);
        Assert.Contains("stopped half-way", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory));
    }

    [Theory]
    [InlineData("stack#1")]
    [InlineData("config#2")]
    [InlineData("preview#1")]
    public void Run_FailingBeforeAnythingIsMade_DestroysNothing(string fails)
    {
        var (code, _, directory) = Run(["--name", "t1", "--yes", "aws"], ("FAIL", fails));

        Assert.Equal(3, code);
        Assert.DoesNotContain(Calls(), call =>
            call.StartsWith("pulumi destroy", StringComparison.Ordinal) || call.StartsWith("pulumi up", StringComparison.Ordinal)
        );
        Assert.False(Directory.Exists(directory));
    }

    [Theory]
    [InlineData("aws", "resourcegroupstaggingapi get-resources --region eu-west-1 --tag-filters Key=project,Values=smoke-t1")]
    [InlineData("azure", "az group list --tag project=smoke-t1")]
    [InlineData("gcp", "--filter=labels.project=smoke-t1")]
    public void Run_WhoseDestroyFails_KeepsTheStateAndSaysWhatMayBeLeft(string cloud, string lists)
    {
        var (code, output, directory) = Run(["--name", "t1", "--yes", cloud], ("FAIL", "destroy#1 destroy#2 destroy#3"));
        try
        {
            Assert.Equal(3, code);
            Assert.Contains("NOT everything is destroyed", output, StringComparison.Ordinal);
            Assert.Contains(lists, output, StringComparison.Ordinal);
            Assert.Contains($"pulumi destroy -s smoke-t1 --refresh --cwd {directory}", output, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(directory!, "passphrase")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory!, "passphrase")));
        }
        finally
        {
            Directory.Delete(directory!, recursive: true);
        }
    }

    [Fact]
    public void Run_WhoseFirstDestroyFails_LooksAtTheCloudAndTriesOnceMore()
    {
        var (code, _, directory) = Run(["--name", "t1", "--yes", "aws"], ("FAIL", "up#2 destroy#1"));

        Assert.Equal(3, code);
        Assert.Contains("--refresh", Calls()[^1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public void Run_Terminated_Destroys()
    {
        var sign = Path.Combine(root.FullName, "up");
        var (code, output, directory) = Run(["--name", "t1", "--yes", "aws"], kill: sign, settings: ("SLEEP", sign));

        Assert.True(code == 143, output);
        Assert.StartsWith("pulumi destroy", Calls()[^1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory));
    }

    [Theory]
    [InlineData("no\n")]
    [InlineData("")]
    [InlineData("y\n")]
    public void Run_WithoutAYes_MakesNothing(string answer)
    {
        var (code, output, _) = Run(["--name", "t1", "aws"], input: answer);

        Assert.Equal(1, code);
        Assert.Contains("nothing was made", output, StringComparison.Ordinal);
        Assert.Empty(Calls());
    }

    [Theory]
    [InlineData("'oracle' is neither", "oracle")]
    [InlineData("which cloud?")]
    [InlineData("is no region", "aws", "--region", "eu-west-1; reboot")]
    [InlineData("is no region", "aws", "--region", "eu-west-1\nx: 1")]
    [InlineData("is no zone", "aws", "--zone", "\"]")]
    [InlineData("is no IPv4 address", "aws", "--from", "0.0.0.0/0")]
    [InlineData("is no name", "aws", "--name", "a b")]
    [InlineData("is no name", "aws", "--name", "../../etc")]
    [InlineData("wants a value", "aws", "--name")]
    public void Arguments_ThatCouldBeSomethingElse_AreRefused(string says, params string[] arguments)
    {
        var (code, output, _) = Run(arguments);

        Assert.Equal(1, code);
        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.Empty(Calls());
    }

    public void Dispose() => root.Delete(recursive: true);

    private string[] Calls() =>
        File.Exists(CallsFile)
            ? [.. File.ReadAllLines(CallsFile).Where(call => !call.StartsWith("pulumi cancel", StringComparison.Ordinal))]
            : [];

    private string CallsFile => Path.Combine(root.FullName, "calls");

    private List<string> Commands(string output, string directory) =>
        [
            .. output
                .Split('\n')
                .Where(line => line.StartsWith("+ ", StringComparison.Ordinal))
                .Select(line =>
                    line[2..].Replace(directory, "DIR", StringComparison.Ordinal).Replace(root.FullName, "ROOT", StringComparison.Ordinal)
                ),
        ];

    private void Pretend(string path, string text)
    {
        var file = Path.Combine(root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"#!/bin/bash\n{text}\n");
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }

    private (int Code, string Output, string? Directory) Run(string[] arguments, params (string Name, string Value)[] settings) =>
        Run(arguments, "", null, settings);

    /// <param name="kill">A file: once it exists, the script is told to stop.</param>
    private (int Code, string Output, string? Directory) Run(
        string[] arguments,
        string input = "",
        string? kill = null,
        params (string Name, string Value)[] settings
    )
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(root.FullName, "scripts/cloud-smoke"), .. arguments])
        {
            WorkingDirectory = root.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(root.FullName, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["CALLS"] = CallsFile;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        if (kill is not null)
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(kill), TimeSpan.FromSeconds(30)));
            Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        }

        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var said = output + errors.Result;
        var directory = System.Text.RegularExpressions.Regex.Match(said, "the project is in (/tmp/[^,]+),");
        return (process.ExitCode, said, directory.Success ? directory.Groups[1].Value : null);
    }
}
