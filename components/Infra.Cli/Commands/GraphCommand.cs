using System.CommandLine;
using Infra.Cli.Graphs;
using Infra.Cli.Output;
using Infra.Cli.Stacks;

namespace Infra.Cli.Commands;

/// <summary><c>infra graph</c>: a drawing of a stack, for documents and reviews.</summary>
internal sealed class GraphCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<string> format = new("--format")
    {
        Description = "mermaid (drawn by code hosts) or dot (Graphviz).",
        HelpName = "format",
        DefaultValueFactory = _ => "mermaid",
    };

    internal GraphCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("graph", "Draw the network, zones, subnets, nodes, services and peerings, and who may connect to what.")
    {
        format.AcceptOnlyFromAmong("mermaid", "dot");
        Add(stack);
        Add(format);
        SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(stack);
            var graph = GraphOfPlan.Of(name, LoadedStack.Load(workspace(), name, messages).Plan);
            screen.Raw((parsed.GetRequiredValue(format) == "dot" ? DotText.Write(graph) : MermaidText.Write(graph)).TrimEnd('\n'));
            return ExitCode.Ok;
        });
    }
}
