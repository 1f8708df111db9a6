using System.CommandLine;
using Infra.Cli.Output;
using Infra.Cli.Planning;
using Infra.Cli.Stacks;
using Infra.Core;

namespace Infra.Cli.Commands;

/// <summary>
/// <c>infra lock</c>: allocates what the stack file asks for and the lock file does not hold yet, and the next generation of nodes
/// that are to be replaced.
/// </summary>
internal sealed class LockCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<string[]> replace = new("--replace")
    {
        Description = "Have this node's VM replaced at the next up; its new volumes are empty. Can be given again for more nodes.",
        HelpName = "node",
    };

    internal LockCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("lock", "Give new zones, nodes and services their addresses and ports, and write them to the lock file.")
    {
        Add(stack);
        Add(replace);
        SetAction(parsed =>
        {
            var here = workspace();
            // Also in CI: this is the command that CI's error names.
            var loaded = LoadedStack.Load(here, parsed.GetRequiredValue(stack), LockMode.Extend, [.. parsed.GetValue(replace) ?? []]);
            DiagnosticLines.Print(messages, loaded.Warnings);
            if (loaded.Plan.LockChanges.IsEmpty)
            {
                screen.Line("The lock file is complete.");
                return ExitCode.Ok;
            }

            here.Files.WriteLock(loaded.Name, loaded.Plan.LockText);
            LockText.PrintWritten(screen, loaded);
            return ExitCode.Ok;
        });
    }
}
