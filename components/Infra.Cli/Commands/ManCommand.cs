using System.CommandLine;
using Infra.Cli.Manual;
using Infra.Cli.Output;

namespace Infra.Cli.Commands;

/// <summary><c>infra man</c>: the manual page.</summary>
internal sealed class ManCommand : Command
{
    internal ManCommand(Screen screen)
        : base("man", "Print the manual page, for man -l; identical to docs/man/infra.1.") =>
        SetAction(parsed =>
        {
            screen.Raw(ManualPage.Write((RootCommand)parsed.RootCommandResult.Command).TrimEnd('\n'));
            return ExitCode.Ok;
        });
}
