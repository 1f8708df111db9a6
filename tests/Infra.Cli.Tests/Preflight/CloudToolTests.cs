using System.Runtime.Versioning;
using Infra.Cli.Preflight;

namespace Infra.Cli.Tests.Preflight;

/// <summary>How a tool is run: its arguments are passed unchanged, and it never blocks.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CloudToolTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("infra-cloud-tool-");

    [Fact]
    public void Run_Arguments_ReachTheProgramAsTheyAre()
    {
        var answer = new CloudTool().Run(Program("""printf '%s\n' "$@" """), ["a b", "$(reboot)", "; true", "--x='y'"]);

        Assert.Equal(new ToolAnswer(ToolEnd.Done, "a b\n$(reboot)\n; true\n--x='y'\n", ""), answer);
    }

    [Fact]
    public void Run_FailingProgram_HandsItsErrorsOver()
    {
        var answer = new CloudTool().Run(Program("echo no >&2; exit 254"), []);

        Assert.Equal((ToolEnd.Refused, "no\n"), (answer.End, answer.Errors));
    }

    [Fact]
    public void Run_NoSuchProgram_IsMissing() =>
        Assert.Equal(ToolEnd.Missing, new CloudTool().Run(Path.Combine(directory.FullName, "nothing"), []).End);

    [Theory]
    [InlineData("sleep 600")]
    [InlineData("sleep 600 & sleep 600")]
    [InlineData("yes")]
    [InlineData("read -r line; sleep 600")]
    public void Run_ProgramWithoutEnd_IsCutOff(string text)
    {
        var before = DateTime.UtcNow;

        var answer = new CloudTool { Patience = TimeSpan.FromSeconds(1) }.Run(Program(text), []);

        Assert.Equal(ToolEnd.CutOff, answer.End);
        Assert.True(DateTime.UtcNow - before < TimeSpan.FromSeconds(60));
    }

    public void Dispose() => directory.Delete(recursive: true);

    private string Program(string text)
    {
        var path = Path.Combine(directory.FullName, "tool");
        File.WriteAllText(path, $"#!/bin/bash\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return path;
    }
}
