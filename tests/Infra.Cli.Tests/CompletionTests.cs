using System.Diagnostics;
using Infra.Cli.Completion;

namespace Infra.Cli.Tests;

/// <summary>What shells complete, tested with real shells.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TestRepository here = new();

    [Theory]
    [InlineData("pl", "plan")]
    [InlineData("", "validate")]
    [InlineData("plan --st", "--stack")]
    [InlineData("plan --stack ", "aws aws-peering-example local")]
    [InlineData("plan --stack aws-", "aws-peering-example")]
    [InlineData("validate -s lo", "local")]
    [InlineData("render --stack aws --node ", "orders-db-1 orders-db-2 orders-db-3")]
    [InlineData("render --node ", "orders-db-1")]
    [InlineData("peering --stack aws-peering-example --name ", "partner warehouse")]
    [InlineData("lock --stack aws --empties ", "orders-db-2/data")]
    [InlineData("lock --stack aws --remove ", "orders-db orders-db-3")]
    [InlineData("verify --check me", "mesh")]
    [InlineData("validate --format ", "json sarif text")]
    [InlineData("gr", "graph")]
    [InlineData("graph --stack ", "aws aws-peering-example local")]
    [InlineData("graph --format ", "dot mermaid")]
    [InlineData("plan --det", "--detailed-exitcode")]
    [InlineData("completion ", "bash fish zsh")]
    [InlineData("explain INF143", "INF1431 INF1439")]
    public async Task Suggest_AtTheCursor_NamesWhatMayStandThere(string line, string names)
    {
        var (code, output, errors) = await here.RunAsync($"[suggest:{line.Length}]", line);
        Assert.Equal((ExitCode.Ok, ""), (code, errors));
        var found = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(names.Split(' '), name => Assert.Contains(name, found));
    }

    [Theory]
    [InlineData("render --stack broken --node ")]
    [InlineData("render --stack nope --node ")]
    [InlineData("render --stack ../x --node ")]
    public async Task Suggest_OfAStackThatCannotBeRead_SaysNothing(string line)
    {
        here.Write("broken", "config: [\n");
        Assert.Equal(
            (ExitCode.Ok, "", ""),
            await here.RunAsync($"[suggest:{line.Length}]", line) is var (code, output, errors)
                ? (code, string.Concat(output.Split('\n').Where(one => !one.StartsWith('-'))), errors)
                : default
        );
    }

    /// <summary>A file name is plain text, for a shell too.</summary>
    [SkippableFact]
    public async Task Bash_WithTheScript_CompletesFromTheProgramAndRunsNoName()
    {
        Skip.IfNot(File.Exists("/bin/bash"), "bash is not installed");
        here.Write("$(touch pwned)", "config: {}\n");
        here.Write("a`touch pwned`", "config: {}\n");
        var program = here.In("infra");
        await File.WriteAllTextAsync(
            program,
            $"#!/bin/bash\nexport INFRA_ROOT='{here.Root}'\nexec dotnet '{typeof(InfraCommand).Assembly.Location}' \"$@\"\n"
        );
        await File.WriteAllTextAsync(here.In("script"), CompletionScripts.Of("bash"));
        var test = $$"""
            set -u
            cd '{{here.Root}}'; chmod +x infra; . ./script
            complete_line() {
                COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=()
                read -ra COMP_WORDS <<<"$1"
                [[ $1 == *' ' ]] && COMP_WORDS+=('')
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _infra_complete 2>/dev/null
                echo "$1:${COMPREPLY[*]}"
            }
            complete -p infra
            complete_line './infra pl'
            complete_line './infra plan --stack '
            complete_line './infra plan --stack aws-'
            complete_line './infra render --stack aws --node orders-db-'
            complete_line './infra nothing-of-the-kind'
            ls pwned 2>/dev/null
            exit 0
            """;
        var (code, output) = Run("/bin/bash", "-c", test);
        Assert.True(code == 0, output);
        Assert.Equal(
            [
                "complete -F _infra_complete infra",
                "./infra pl:plan",
                "./infra plan --stack :aws aws-peering-example local",
                "./infra plan --stack aws-:aws-peering-example",
                "./infra render --stack aws --node orders-db-:orders-db-1 orders-db-2 orders-db-3",
                "./infra nothing-of-the-kind:",
            ],
            output.TrimEnd('\n').Split('\n')
        );
    }

    /// <summary>Each installed shell accepts its script.</summary>
    [SkippableTheory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task Script_OfAShell_IsTakenByIt(string shell, string check)
    {
        await File.WriteAllTextAsync(here.In("script"), (await here.RunAsync("completion", shell)).Output);
        Skip.IfNot(
            Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))),
            $"{shell} is not installed"
        );
        var (code, output) = Run(shell, check, here.In("script"));
        Assert.True(code == 0, output);
    }

    public void Dispose() => here.Dispose();

    private static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
