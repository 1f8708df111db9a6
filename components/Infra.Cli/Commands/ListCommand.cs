using System.CommandLine;
using System.Text.Json;
using Infra.Cli.Output;
using Infra.Cli.Stacks;

namespace Infra.Cli.Commands;

/// <summary><c>infra list</c>: the stacks of this repository, valid or not.</summary>
internal sealed class ListCommand : Command
{
    private readonly Option<bool> json = CommonOptions.Json("the stacks");

    internal ListCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("list", "List the stacks: cloud, region, services, nodes, and whether each has its lock file.")
    {
        Add(json);
        SetAction(parsed =>
        {
            var here = workspace();
            var stacks = here.Files.Stacks.Select(stack => StackEntry.Of(here, stack)).ToList();
            var lost = here.Files.LocksWithoutStack;
            if (parsed.GetValue(json))
            {
                screen.Raw(
                    JsonSerializer.Serialize(
                        new
                        {
                            formatVersion = 1,
                            stacks,
                            locksWithoutStack = lost.Select(stack => $"stacks/{stack}.lock.yaml"),
                        },
                        Json.Indented
                    )
                );
                return ExitCode.Ok;
            }

            if (stacks.Count == 0)
            {
                screen.Line("There are no stacks yet; `scripts/infra init` writes a first one.");
            }
            else
            {
                screen.Table(
                    ["stack", "project", "cloud", "region", "services", "nodes", "lock file", "stack file"],
                    stacks.Select(IReadOnlyList<Piece> (stack) => Row(stack))
                );
            }

            foreach (var stack in lost)
            {
                messages.Line(new Piece($"stacks/{stack}.lock.yaml has no stack file: `scripts/infra explain INF1438`.", Tone.Warn));
            }

            return ExitCode.Ok;
        });
    }

    private static Piece[] Row(StackEntry stack) =>
        [
            new Piece(stack.Stack, Tone.Strong),
            stack.Project ?? "?",
            stack.Cloud ?? "?",
            stack.Region ?? "?",
            stack.Services is not { } services ? "?"
            : services.IsEmpty ? "none"
            : string.Join(", ", services.Select(service => $"{service.Name} ({service.Type})")),
            stack.Nodes?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?",
            stack.Lock.State switch
            {
                LockState.Complete => new Piece("complete", Tone.Good),
                LockState.Incomplete => new Piece($"incomplete: {Count(stack.Lock.Changes, "change")}", Tone.Warn),
                LockState.None => new Piece("none yet", Tone.Warn),
                LockState.Lost => new Piece("missing, but in version control", Tone.Bad),
                _ => new Piece("not known", Tone.Bad),
            },
            stack.Errors == 0 ? new Piece("good", Tone.Good) : new Piece($"{Count(stack.Errors, "error")}: infra validate", Tone.Bad),
        ];

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
