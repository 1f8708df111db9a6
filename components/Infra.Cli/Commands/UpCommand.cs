using System.CommandLine;
using Infra.Cli.Output;
using Infra.Cli.Planning;
using Infra.Cli.Progress;
using Infra.Cli.Stacks;

namespace Infra.Cli.Commands;

/// <summary><c>infra up</c>: brings the local cloud to the state the stack file describes.</summary>
internal sealed class UpCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();

    internal UpCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("up", "Make the local cloud match the stack file. Can be repeated, and resumes after an interruption.")
    {
        Add(stack);
        SetAction(
            async (parsed, cancellation) =>
            {
                var here = workspace();
                var loaded = LoadedStack.LoadLocal(here, parsed.GetRequiredValue(stack), "up", messages);
                DemandRoot(loaded);
                await RunningStack.DemandOursAsync(here, loaded, cancellation).ConfigureAwait(false);
                LockText.PrintLoss(messages, loaded.Plan.LockChanges);
                LockText.PrintWritten(screen, loaded);
                var engine = StackEngine.For(here, loaded);
                var nodes = loaded.Plan.Topology.Machines.Select(n => n.Key).ToList();
                var result = await new ProgressDisplay(screen, nodes)
                    .RunAsync(onEvent => engine.UpAsync(onEvent, messages.Writer, cancellation))
                    .ConfigureAwait(false);
                return RunReport.Print(screen, messages, result);
            }
        );
    }

    // Before anything is written: half an up, owned by the wrong user, gets in everyone's way.
    private static void DemandRoot(LoadedStack loaded)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new UserException(
                "The local cloud needs root: it creates network namespaces and starts VMs in them.",
                $"Run it as root: sudo scripts/infra up --stack {loaded.Name}. Plans and renderings need none.",
                ExitCode.BadInput
            );
        }
    }
}
