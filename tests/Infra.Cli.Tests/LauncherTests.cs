using System.Diagnostics;

namespace Infra.Cli.Tests;

/// <summary><c>scripts/infra</c> itself, outside a real clone: its message if it cannot start, and what it passes on.</summary>
public sealed class LauncherTests : IDisposable
{
    private static readonly string Repository = Stacks.Workspace.Find().Root;

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("infra-launcher-");

    public LauncherTests()
    {
        Directory.CreateDirectory(In("scripts", "lib"));
        Directory.CreateDirectory(In("components", "Infra.Cli"));
        Directory.CreateDirectory(In("tools"));
        foreach (var script in (string[])["infra", "setup", "lib/common.bash"])
        {
            File.Copy(Path.Combine(Repository, "scripts", script), In("scripts", script));
        }
    }

    [SkippableFact]
    public void Infra_WithoutDotnet_SaysSoInALine()
    {
        Tools();
        Assert.Equal(
            (2, "infra: the .NET 10 SDK is not installed; see https://dot.net/download, then run the same command again.\n"),
            Run("scripts/infra plan 2>&1")
        );
    }

    [SkippableFact]
    public void Infra_InACheckoutThatIsNotOnesOwn_SaysWhoseItIs()
    {
        Tools();
        Fake("exit 99");
        var asNobody = "";
        if (Environment.IsPrivilegedProcess)
        {
            Skip.IfNot(File.Exists("/usr/bin/setpriv"), "setpriv is not installed");
            asNobody = "/usr/bin/setpriv --reuid=65534 --regid=65534 --clear-groups ";
        }

        _ = Run("chmod -R a+rX,a-w .");
        var (code, said) = Run($"{asNobody}/bin/bash scripts/infra plan 2>&1");
        _ = Run("chmod -R u+w .");
        Assert.Equal(2, code);
        Assert.Matches("^infra: the program has to be built, and .*/components/Infra.Cli is not yours to write: .*\n$", said);
    }

    /// <summary>A closed stream's descriptor would be reused for a file of the runtime's own, which would then be written to.</summary>
    [SkippableTheory]
    [InlineData("<&-")]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public void Infra_WithClosedStreams_OpensThemToNothing(string streams)
    {
        Tools();
        Fake($"for fd in 0 1 2; do readlink /proc/$$/fd/$fd; done | cat >'{In("seen")}'; exit 7");
        Built();
        var (code, _) = Run($"scripts/infra plan {streams}");
        Assert.Equal(7, code);
        var seen = File.ReadAllLines(In("seen"));
        Assert.Equal(3, seen.Length);
        foreach (var (fd, mark) in new[] { (0, "<&-"), (1, ">&-"), (2, "2>&-") })
        {
            Assert.Equal(streams.Split(' ').Contains(mark), seen[fd] == "/dev/null");
        }
    }

    [SkippableFact]
    public void Infra_AskedByAShellBeforeItIsBuilt_HasNoAnswerAndBuildsNothing()
    {
        Tools();
        Fake("echo called; exit 99");
        Assert.Equal((0, ""), Run("scripts/infra '[suggest:2]' pl 2>&1"));
    }

    public void Dispose() => root.Delete(recursive: true);

    private string In(params string[] parts) => Path.Combine([root.FullName, .. parts]);

    // The PATH contains nothing else: not this machine's dotnet.
    private void Tools()
    {
        foreach (
            var tool in (string[])
                ["bash", "cat", "chmod", "dirname", "find", "flock", "grep", "mkdir", "mv", "readlink", "sed", "sort", "stat", "touch"]
        )
        {
            var path = new[] { "/usr/bin", "/bin" }.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
            Skip.If(path is null, $"{tool} is not installed");
            File.CreateSymbolicLink(In("tools", tool), path!);
        }
    }

    private void Fake(string script)
    {
        File.WriteAllText(In("tools", "dotnet"), $"#!/bin/bash\n{script}\n");
        _ = Run("chmod +x tools/dotnet");
    }

    private void Built()
    {
        Directory.CreateDirectory(In("components", "Infra.Cli", "bin", "Release", "net10.0"));
        Directory.CreateDirectory(In("components", "Infra.Cli", "obj"));
        File.WriteAllText(In("components", "Infra.Cli", "bin", "Release", "net10.0", "infra.dll"), "");
        File.WriteAllText(In("components", "Infra.Cli", "obj", "built.stamp"), "");
    }

    private (int Code, string Output) Run(string line)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/bash", ["-c", line])
            {
                WorkingDirectory = root.FullName,
                Environment = { ["PATH"] = In("tools") },
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        _ = shell.StandardError.ReadToEndAsync();
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return (shell.ExitCode, output);
    }
}
