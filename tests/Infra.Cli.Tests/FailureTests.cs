using System.Diagnostics;
using Infra.Cli.Failures;
using Infra.Core.Diagnostics;

namespace Infra.Cli.Tests;

/// <summary>Any exception gives one line with a code and a remedy; a stack trace only on request.</summary>
public sealed class FailureTests
{
    public static TheoryData<Exception, string, int> Thrown =>
        new()
        {
            { new InvalidCastException("Unable to cast\n   at Infra.Core"), DiagnosticCodes.Defect, ExitCode.Failure },
            { new AggregateException(new IOException("No space left on device")), DiagnosticCodes.NotPossibleHere, ExitCode.Failure },
            { new UnauthorizedAccessException("Access to the path '/x' is denied."), DiagnosticCodes.NotPossibleHere, ExitCode.Failure },
            { new TaskCanceledException(), DiagnosticCodes.Interrupted, ExitCode.Interrupted },
            { new UserException("no", "do", ExitCode.BadInput), DiagnosticCodes.WrongUsage, ExitCode.BadInput },
        };

    [Theory]
    [MemberData(nameof(Thrown))]
    public void Report_OfAnyException_IsALineWithACodeAndARemedy(Exception thrown, string code, int exitCode)
    {
        using var output = new Recorder();
        using var errors = new Recorder();
        Assert.Equal(exitCode, new FailureReport(output.Screen, errors.Screen, document: null).Print(thrown));
        Assert.Equal(2, errors.Lines.Length);
        Assert.StartsWith($"error {code}: ", errors.Lines[0], StringComparison.Ordinal);
        Assert.True(errors.Lines[1].Trim().Length > 0);
        Assert.Equal("", output.Text);
    }

    [Fact]
    public async Task AnyCommand_ThatMeetsADefect_SaysSoWithoutATrace()
    {
        using var output = new Recorder();
        using var errors = new Recorder();
        var code = await InfraCommand.RunAsync(
            ["plan"],
            () => throw new InvalidCastException("Unable to cast"),
            output.Screen,
            errors.Screen
        );
        Assert.Equal(ExitCode.Failure, code);
        Assert.Contains(
            "INF1433: This is a bug in the program: InvalidCastException: Unable to cast",
            errors.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("INFRA_DEBUG=1", errors.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors.Text, StringComparison.Ordinal);
    }

    /// <summary>The program itself, with streams that are closed, full, or abandoned by their reader.</summary>
    [SkippableTheory]
    [InlineData("pln", ">&-", ExitCode.BadInput)]
    [InlineData("pln", "2>&-", ExitCode.BadInput)]
    [InlineData("pln", ">&- 2>&-", ExitCode.BadInput)]
    [InlineData("pln", "2>/dev/full", ExitCode.BadInput)]
    [InlineData("policy --stack aws", "2>&-", ExitCode.Ok)]
    [InlineData("policy --stack aws", ">/dev/full", ExitCode.Failure)]
    [InlineData("policy --stack aws", ">/dev/full 2>&1", ExitCode.Failure)]
    [InlineData("policy --stack aws", "<&- 2>&-", ExitCode.Ok)]
    [InlineData("explain", "| :", ExitCode.Ok)]
    public void AnyCommand_WithStreamsThatTakeNothing_EndsWithACode(string command, string streams, int code)
    {
        Skip.IfNot(File.Exists("/bin/bash") && File.Exists("/dev/full"), "needs bash and /dev/full");
        using var here = new TestRepository();
        var line =
            $"INFRA_ROOT='{here.Root}' dotnet '{typeof(InfraCommand).Assembly.Location}' {command} {streams}; exit ${{PIPESTATUS[0]}}";
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/bash", ["-c", line]) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var errors = shell.StandardError.ReadToEndAsync();
        _ = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal(code, shell.ExitCode);
        Assert.DoesNotContain("   at ", errors.Result, StringComparison.Ordinal);
    }

    /// <summary>Nobody can be told any more, yet it ends with an exit code and not a crash.</summary>
    [Fact]
    public async Task AnyCommand_WithBothStreamsFull_EndsWithACode()
    {
        using var full = new FullStream();
        var (output, errors) = (
            new Output.Screen(full.Console, interactive: false),
            new Output.Screen(full.Console, interactive: false, isForgiving: true)
        );
        using var here = new TestRepository();
        Assert.Equal(
            ExitCode.Failure,
            await InfraCommand.RunAsync(["plan", "--stack", "aws"], () => new Stacks.Workspace(here.Root), output, errors)
        );
        Assert.Equal(ExitCode.Failure, await InfraCommand.RunAsync(["--help"], () => new Stacks.Workspace(here.Root), output, errors));
        Assert.Equal(ExitCode.BadInput, await InfraCommand.RunAsync(["pln"], () => new Stacks.Workspace(here.Root), output, errors));
        Assert.Equal(
            ExitCode.Failure,
            await InfraCommand.RunAsync(["pln", "--json"], () => new Stacks.Workspace(here.Root), output, errors)
        );
    }
}
