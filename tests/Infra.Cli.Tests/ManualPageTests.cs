using System.Diagnostics;
using Infra.Cli.Stacks;

namespace Infra.Cli.Tests;

/// <summary>The manual page is that of these commands, and one that man and its like read without a complaint.</summary>
public sealed class ManualPageTests : IDisposable
{
    private static readonly string Page = Path.Combine(Workspace.Find().Root, "docs", "man", "infra.1");

    private readonly TestRepository here = new();

    /// <summary>Written by the program, never by hand: <c>scripts/infra man > docs/man/infra.1</c>.</summary>
    [Fact]
    public async Task Page_InTheDocs_IsTheCommandsOwn()
    {
        var (code, output, errors) = await here.RunAsync("man");
        Assert.Equal((ExitCode.Ok, ""), (code, errors));
        if (Environment.GetEnvironmentVariable("INFRA_UPDATE_GOLDENS") == "1")
        {
            await File.WriteAllTextAsync(Page, output);
        }

        Assert.Equal(await File.ReadAllTextAsync(Page), output);
    }

    [Fact]
    public async Task Page_OfAllCommands_HasEachWithItsOptionsAndExitCodes()
    {
        var (_, output, _) = await here.RunAsync("man");
        var root = InfraCommand.Root(() => new Workspace(here.Root), new Recorder().Screen, new Recorder().Screen);
        Assert.All(root.Subcommands.Where(command => !command.Hidden), command =>
        {
            Assert.Contains($"\n.SS {command.Name}\n", output, StringComparison.Ordinal);
            Assert.All(command.Options, option =>
                Assert.Contains($"\\fB{option.Name.Replace("-", "\\-", StringComparison.Ordinal)}\\fR", output, StringComparison.Ordinal)
            );
        });
        Assert.All(new[] { 0, 1, 2, 3, 130 }, code => Assert.Contains($"\n.B {code}\n", output, StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("groff", "-man -Tutf8 -ww -z")]
    [InlineData("mandoc", "-T lint -W warning")]
    public void Page_ByAReaderOfSuchPages_IsWithoutFault(string reader, string options)
    {
        Skip.IfNot(
            Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, reader))),
            $"{reader} is not installed"
        );
        using var process = Process.Start(
            new ProcessStartInfo(reader, [.. options.Split(' '), Page]) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, "", ""), (process.ExitCode, output, errors.Result));
    }

    public void Dispose() => here.Dispose();
}
