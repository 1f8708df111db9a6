using System.ComponentModel;
using System.Diagnostics;

namespace Infra.Cli.Tests;

/// <summary>The scripts beside the command: clean under their checkers, and honest about test results.</summary>
public sealed class ScriptsTests : IDisposable
{
    private static readonly string Root = FindRoot();

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("infra-scripts-");

    [SkippableFact]
    public void ShellScripts_UnderShellcheck_AreClean()
    {
        string[] scripts = ["scripts/infra", "scripts/up", "scripts/down", "scripts/setup", "scripts/test", "scripts/bench", "scripts/lib/common.bash", ".ci/run"];
        var (code, output) = Run("shellcheck", ["-x", "-P", "SCRIPTDIR", .. scripts]);
        Assert.True(code == 0, output);
    }

    [SkippableFact]
    public void PythonPrograms_UnderPyflakes_AreClean()
    {
        var programs = new[] { "scripts", "components/Infra.Verify" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.py", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal));
        var (code, output) = Run("pyflakes3", [.. programs]);
        Assert.True(code == 0, output);
    }

    [SkippableTheory]
    [InlineData("Passed", "", 0, "1 passed, 0 failed, 0 skipped")]
    [InlineData("Failed", "Assert.Equal() Failure", 1, "0 passed, 1 failed, 0 skipped")]
    [InlineData("NotExecuted", "needs root", 0, "0 passed, 0 failed, 1 skipped")]
    [InlineData("Aborted", "", 1, "0 passed, 1 failed, 0 skipped")]
    public void Totals_OfResults_EndWithTheCounts(string outcome, string message, int exitCode, string totals)
    {
        File.WriteAllText(Path.Combine(directory.FullName, "A.Tests.trx"), $"""
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
              <UnitTestResult testName="T.One" outcome="{outcome}"><Output><ErrorInfo><Message>{message}</Message></ErrorInfo></Output></UnitTestResult>
            </Results></TestRun>
            """);
        var (code, output) = Run("python3", ["scripts/lib/trx_totals.py", directory.FullName]);
        Assert.Equal((exitCode, totals), (code, output.TrimEnd().Split('\n')[^1]));
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Totals_OfNothing_IsAFailure()
    {
        var (code, output) = Run("python3", ["scripts/lib/trx_totals.py", directory.FullName]);
        Assert.Equal((1, "0 passed, 0 failed, 0 skipped\n"), (code, output));
    }

    public void Dispose() => directory.Delete(recursive: true);

    private static (int Code, string Output) Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (Win32Exception)
        {
            throw new SkipException($"{program} is not installed; scripts/setup installs it");
        }
    }

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Infra.sln")))
        {
            at = at.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return at.FullName;
    }
}
