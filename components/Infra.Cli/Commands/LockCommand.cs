using System.CommandLine;
using Infra.Cli.Output;
using Infra.Cli.Planning;
using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Projects;

namespace Infra.Cli.Commands;

/// <summary>
/// <c>infra lock</c>: allocates what the stack file requires and the lock file does not contain yet; and, for nodes given by name,
/// requests replacement or deletion.
/// </summary>
internal sealed class LockCommand : Command
{
    // Each retry means that another run was faster.
    private const int MostTries = 10;

    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<string[]> replace = Names(
        "--replace",
        "node",
        "Replace this node's VM at the next up: its volumes will be empty. One node of a service at a time."
    );
    private readonly Option<string[]> empties = Names(
        "--empties",
        "node/volume",
        "With --replace: exactly the volumes that will be empty, separated by commas."
    );
    private readonly Option<string[]> refilled = Names(
        "--refilled",
        "node",
        "Report that the service has recovered after this node was replaced, added or removed: the next one may go."
    );
    private readonly Option<string[]> remove = Names(
        "--remove",
        "name",
        "Delete this service or node with its data at the next up; the stack file must no longer request it."
    );

    private readonly Option<string[]> mesh = Names(
        "--mesh",
        "service=kind",
        "Record that all nodes of this service use this kind of mesh now: after an up in CI, which does not write the lock file."
    );

    private readonly Option<FileInfo> outputs = new("--outputs")
    {
        Description = "The output of 'pulumi stack output --json': records which image each node runs from.",
        HelpName = "file",
    };

    private readonly Option<bool> check = new("--check") { Description = "Write nothing; exit code 2 if anything would be written." };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Write nothing; show what would be written." };

    internal LockCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("lock", "Allocate addresses and ports for new zones, nodes and services, and write them to the lock file.")
    {
        Add(stack);
        Add(replace);
        Add(empties);
        Add(refilled);
        Add(remove);
        Add(mesh);
        Add(outputs);
        Add(check);
        Add(dryRun);
        SetAction(parsed =>
        {
            var requests = new LockRequests
            {
                Replace = [.. parsed.GetValue(replace) ?? []],
                Empties =
                [
                    .. (parsed.GetValue(empties) ?? []).SelectMany(names =>
                        names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    ),
                ],
                Refilled = [.. parsed.GetValue(refilled) ?? []],
                Remove = [.. parsed.GetValue(remove) ?? []],
                Meshes = MeshRequests.Read(parsed.GetValue(mesh) ?? []),
                Images = ImageOutputs.Read(parsed.GetValue(outputs)),
            };
            // Also in CI: CI's error message names this command.
            var (here, name) = (workspace(), parsed.GetRequiredValue(stack));
            var only = parsed.GetValue(check) || parsed.GetValue(dryRun);
            var loaded = only ? LoadedStack.Load(here, name, LockMode.Extend, requests) : Write(here, name, requests);
            LockText.PrintLoss(messages, loaded.Plan.LockChanges);
            DiagnosticLines.Print(messages, loaded.Warnings);
            if (loaded.Plan.LockChanges.IsEmpty)
            {
                screen.Line("The lock file is complete.");
                return ExitCode.Ok;
            }

            if (only)
            {
                LockText.PrintWouldBe(screen, loaded);
            }
            else
            {
                LockText.PrintWritten(screen, loaded);
            }

            return parsed.GetValue(check) ? throw LockText.WouldChange(loaded) : ExitCode.Ok;
        });
    }

    /// <summary>Decided again if another run has written in between: what was allowed before may no longer be.</summary>
    private static LoadedStack Write(Workspace here, string stack, LockRequests requests)
    {
        for (var attempt = 1; ; attempt++)
        {
            var loaded = LoadedStack.Load(here, stack, LockMode.Extend, requests);
            if (loaded.Plan.LockChanges.IsEmpty)
            {
                return loaded;
            }

            try
            {
                here.Files.WriteLock(loaded.Name, loaded.Plan);
                return loaded;
            }
            catch (LockChangedException) when (attempt < MostTries) { }
        }
    }

    private static Option<string[]> Names(string name, string of, string description) =>
        new(name) { Description = $"{description} Can be repeated.", HelpName = of };
}
