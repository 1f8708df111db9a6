using System.CommandLine;
using Infra.Cli.Output;
using Infra.Cli.Progress;
using Infra.Cli.Stacks;

namespace Infra.Cli.Commands;

/// <summary><c>infra down</c>: deletes everything the local cloud created.</summary>
internal sealed class DownCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();

    internal DownCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("down", "Stop the local cloud and remove everything it created. The cached image stays.")
    {
        Add(stack);
        SetAction(
            async (parsed, cancellation) =>
            {
                var here = workspace();
                var name = parsed.GetRequiredValue(stack);
                // The state lists what exists; the stack files may since have been edited, damaged or deleted, which is no reason to
                // leave it running.
                var engine = StackEngine.OfState(here, name);
                if (!engine.Knows)
                {
                    var loaded = LoadedStack.LoadLocal(here, name, "destroy", messages);
                    await RunningStack.DemandOursAsync(here, loaded, cancellation).ConfigureAwait(false);
                }

                var result = await new ProgressDisplay(screen, [])
                    .RunAsync(onEvent => engine.DownAsync(onEvent, cancellation))
                    .ConfigureAwait(false);
                if (result is { Succeeded: true, Leftovers.IsEmpty: true })
                {
                    KnownHosts.Remove(here.StateDirectory(name));
                }

                return RunReport.Print(screen, messages, result);
            }
        );
    }
}
