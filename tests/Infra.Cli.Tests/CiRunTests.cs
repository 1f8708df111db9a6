using System.Diagnostics;

namespace Infra.Cli.Tests;

/// <summary>
/// <c>.ci/run</c> and <c>scripts/format</c> in a clone whose other scripts are fakes: what fails a run, and its last message.
/// </summary>
public sealed class CiRunTests : IDisposable
{
    private static readonly string Repository = Stacks.Workspace.Find().Root;

    private const string Checkers = "tests/Infra.Components.Tests/Permissions/checkers/fetch";

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("infra-ci-");

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    // No formatter on this machine: reported, like a skipped test.
    [InlineData(2, 0, 0)]
    [InlineData(2, 1, 1)]
    public void Run_AfterFormatAndTests_FailsWithEitherAndEndsWithTheTotals(int format, int tests, int expected)
    {
        Copy(".ci/run");
        Script("scripts/setup", "echo setup");
        Script("scripts/format", $"echo \"format $*\"; exit {format}");
        // Its output is dropped and its failure tolerated (there may be no network here), but it must run before the tests that need it.
        Script(Checkers, "echo fetched; touch fetched; exit 1");
        Script(
            "scripts/test",
            $"[[ -e fetched ]] || echo 'no checkers'; echo \"test $* CI=$CI\"; echo '3 passed, 0 failed, 0 skipped'; exit {tests}"
        );
        // Not root, so nothing is installed for a test.
        Script("tools/id", "echo 1000");

        var (code, output) = Run(".ci/run --quick");

        Assert.Equal((expected, "setup\nformat --check\ntest --quick CI=true\n3 passed, 0 failed, 0 skipped\n"), (code, output));
    }

    [Theory]
    [InlineData("--check")]
    [InlineData("")]
    public void Format_WhereTheRegistryLacksTheFormatter_SaysWhyAndChangesNothing(string option)
    {
        Format("echo 'Version 1.4.0 of package csharpier is not found in NuGet feeds x.'; exit 1");
        var (code, output) = Run($"scripts/format {option}");
        Assert.Equal(2, code);
        Assert.Equal(
            "format: NOTHING WAS FORMATTED OR CHECKED. CSharpier, a .NET tool (.config/dotnet-tools.json), cannot be "
                + "had from this machine's "
                + "registry: Version 1.4.0 of package csharpier is not found in NuGet feeds x.\n",
            output
        );
    }

    [Theory]
    [InlineData("csharpier", 1)]
    [InlineData("format", 1)]
    [InlineData("neither", 0)]
    public void FormatCheck_WhereAFormatterWouldChangeSomething_Fails(string refusing, int expected)
    {
        Format($"[[ $1 != {refusing} ]]");
        var (code, output) = Run("scripts/format --check");
        Assert.Equal((expected, expected == 0 ? "format: all C# is formatted\n" : "format: run scripts/format\n"), (code, output));
    }

    public void Dispose() => root.Delete(recursive: true);

    private void Format(string dotnet)
    {
        Copy("scripts/format");
        Copy("scripts/lib/common.bash");
        Script("tools/dotnet", dotnet);
    }

    private void Copy(string script)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(script))!);
        File.Copy(Path.Combine(Repository, script), In(script));
    }

    private void Script(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), $"#!/bin/bash\n{text}\n");
    }

    private string In(string path) => Path.Combine(root.FullName, path);

    private (int Code, string Output) Run(string line)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/bash", ["-c", $"chmod -R u+x . && {line} 2>&1"])
            {
                WorkingDirectory = root.FullName,
                Environment = { ["PATH"] = $"{In("tools")}:{Environment.GetEnvironmentVariable("PATH")}" },
                RedirectStandardOutput = true,
            }
        )!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return (shell.ExitCode, output);
    }
}
