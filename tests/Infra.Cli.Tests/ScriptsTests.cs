using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Infra.Cli.Tests;

/// <summary>The repository's scripts: clean under their linters, and honest about test results.</summary>
public sealed partial class ScriptsTests : IDisposable
{
    private static readonly string Root = FindRoot();

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("infra-scripts-");

    [SkippableFact]
    public void ShellScripts_UnderShellcheck_AreClean()
    {
        string[] scripts =
        [
            "scripts/infra",
            "scripts/up",
            "scripts/down",
            "scripts/setup",
            "scripts/test",
            "scripts/bench",
            "scripts/cloud-smoke",
            "scripts/format",
            "scripts/image",
            "scripts/lib/image/tune",
            "scripts/lib/common.bash",
            ".ci/run",
            "components/Infra.Components/Enrolment/endpoint-answer",
            "components/Infra.Components/Enrolment/first-answer",
            "components/Infra.Components/Enrolment/jump-answer",
        ];
        var (code, output) = Run("shellcheck", ["-x", "-P", "SCRIPTDIR", .. scripts]);
        Assert.True(code == 0, output);
    }

    public static TheoryData<string> ShellScripts => [.. TrackedScripts().Order(StringComparer.Ordinal)];

    /// <summary>
    /// A reader that exits before the end of its input may or may not kill the writer with SIGPIPE, depending on timing; with
    /// <c>pipefail</c> that turns a match into a failure.
    /// </summary>
    [Theory]
    [MemberData(nameof(ShellScripts))]
    public void ShellScript_PipesInIt_AreReadToTheirEnd(string script) =>
        Assert.Empty(LeavingReader().Matches(Joined(File.ReadAllText(Path.Combine(Root, script)))).Select(found => found.Value));

    [Theory]
    [InlineData("nft list | grep -q x", true)]
    [InlineData("nft list |\\\n  grep -Fq x", true)]
    [InlineData("nft list |\n  LC_ALL=C grep --quiet x", true)]
    [InlineData("nft list |& grep -m1 x", true)]
    [InlineData("if ! a | egrep -aq x; then", true)]
    [InlineData("x=$(ip address | head -n 1)", true)]
    [InlineData("ip address | sed -n '1{p;q}'", true)]
    [InlineData("ip address | sed 2q", true)]
    [InlineData("ip address | awk '{ print; exit }'", true)]
    [InlineData("a | b | grep x | head -1", true)]
    [InlineData("grep -q x file || true", false)]
    [InlineData("nft list | grep x >/dev/null", false)]
    [InlineData("nft list | sed -n 1p", false)]
    [InlineData("# not `| grep -q`: it leaves", false)]
    [InlineData("a || grep -q x file", false)]
    [InlineData("nft list | grep 'a -q b' >/dev/null", false)]
    public void ShellText_WithAReaderThatLeaves_IsFound(string text, bool leaves) =>
        Assert.Equal(leaves, LeavingReader().IsMatch(Joined(text)));

    [SkippableFact]
    public void PythonPrograms_UnderPyflakes_AreClean()
    {
        var programs = new[] { "scripts", "components/Infra.Verify" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.py", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal));
        var (code, output) = Run("pyflakes3", [.. programs, "scripts/lib/image/boot"]);
        Assert.True(code == 0, output);
    }

    [SkippableTheory]
    [InlineData("Passed", "", 0, "1 passed, 0 failed, 0 skipped")]
    [InlineData("Failed", "Assert.Equal() Failure", 1, "0 passed, 1 failed, 0 skipped")]
    [InlineData("NotExecuted", "needs root", 0, "0 passed, 0 failed, 1 skipped")]
    [InlineData("Aborted", "", 1, "0 passed, 1 failed, 0 skipped")]
    public void Totals_OfResults_EndWithTheCounts(string outcome, string message, int exitCode, string totals)
    {
        File.WriteAllText(
            Path.Combine(directory.FullName, "A.Tests.trx"),
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
              <UnitTestResult testName="T.One" outcome="{outcome}">
                <Output><ErrorInfo><Message>{message}</Message></ErrorInfo></Output>
              </UnitTestResult>
            </Results></TestRun>
            """
        );
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

    private static IEnumerable<string> TrackedScripts() =>
        from folder in new[] { ".ci", "components", "scripts", "standin", "tests" }
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Root, path)
        where Path.GetExtension(name) is "" or ".bash" or ".sh" or ".startup-script" && !GeneratedFolder().IsMatch(name) && IsShell(path)
        select name;

    private static bool IsShell(string path) =>
        File.ReadLines(path).FirstOrDefault() is { } first
        && (
            ShellLine().IsMatch(first)
            || File.ReadLines(path).Take(5).Any(line => line.StartsWith("# shellcheck shell=", StringComparison.Ordinal))
        );

    // Without comments, and with each pipeline on one line.
    private static string Joined(string script) => LineEnd().Replace(CommentLine().Replace(script, ""), " ");

    [GeneratedRegex(@"(?m)^\s*#.*$")]
    private static partial Regex CommentLine();

    [GeneratedRegex(@"(?<=\|&?\s*)\\?\n\s*|\\\n\s*")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"^#!.*\b(ba|da)?sh\b")]
    private static partial Regex ShellLine();

    [GeneratedRegex(@"(^|/)(bin|obj|node_modules)/")]
    private static partial Regex GeneratedFolder();

    [GeneratedRegex(
        """
            (?<!\|)\|&?[ ]*(?:\w+=\S*[ ]+)*(?:command[ ]+)?
            (?:[efz]?grep(?:[ ]+-[\w-]+(?:=\S*)?)*?[ ]+(?:-[a-zA-Z]*[qm]|--quiet|--silent|--max-count)
            |head\b
            |sed\b[^|\n]*?(?<=[\d;{}$/'"\x20])q\b
            |awk\b[^|\n]*?\bexit\b)
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex LeavingReader();

    private static (int Code, string Output) Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    WorkingDirectory = Root,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
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
