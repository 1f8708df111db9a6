using System.CommandLine;
using Infra.Cli.Output;
using Infra.Cli.Stacks;

namespace Infra.Cli.Commands;

/// <summary><c>infra render</c>: writes what a node will get to files, for reading.</summary>
internal sealed class RenderCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<string> node = new("--node", "-n")
    {
        Description = "The node's key, e.g. orders-db-1.",
        HelpName = "node",
        Required = true,
    };
    private readonly Option<DirectoryInfo> directory = new("--out", "-o")
    {
        Description = "A new or empty directory.",
        HelpName = "dir",
        Required = true,
    };

    internal RenderCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("render", "Write a node's desired state and first-boot data as files.")
    {
        Add(stack);
        Add(node);
        Add(directory);
        SetAction(parsed =>
        {
            var loaded = LoadedStack.Load(workspace(), parsed.GetRequiredValue(stack), messages);
            var target = parsed.GetRequiredValue(directory);
            var files = NodeRendering.Of(loaded, parsed.GetRequiredValue(node));
            RenderedDirectory.Write(files, target);
            screen.Line($"{files.Count} files in {target.FullName}:");
            foreach (var file in files)
            {
                screen.Line(new Piece($"  {file.Path.PadRight(52)}", Tone.Plain), new Piece(file.What, Tone.Quiet));
            }

            return ExitCode.Ok;
        });
    }
}
