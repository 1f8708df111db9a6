using System.CommandLine;
using Infra.Cli.Completion;
using Infra.Cli.Output;

namespace Infra.Cli.Commands;

/// <summary><c>infra completion</c>: the script a shell reads to complete this command.</summary>
internal sealed class CompletionCommand : Command
{
    private readonly Argument<string> shell = new("shell") { Description = $"One of {string.Join(", ", CompletionScripts.Shells)}." };

    internal CompletionCommand(Screen screen)
        : base("completion", "Print the script by which bash, zsh or fish completes commands, options, stacks, nodes and peerings.")
    {
        shell.AcceptOnlyFromAmong([.. CompletionScripts.Shells]);
        Add(shell);
        SetAction(parsed =>
        {
            screen.Raw(CompletionScripts.Of(parsed.GetRequiredValue(shell)).TrimEnd('\n'));
            return ExitCode.Ok;
        });
    }
}
