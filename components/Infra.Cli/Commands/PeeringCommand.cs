using System.CommandLine;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Core.PeerContracts;

namespace Infra.Cli.Commands;

/// <summary><c>infra peering</c>: what the other side of a peering must know and do. Requires no credentials.</summary>
internal sealed class PeeringCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<string> name = new("--name", "-n")
    {
        Description = "The peering, as in the stack file.",
        HelpName = "peering",
        Required = true,
    };
    private readonly Option<FileInfo> outputs = new("--outputs")
    {
        Description = "The output of 'pulumi stack output --json': fills in the IDs that are known after up.",
        HelpName = "file",
    };

    private readonly Option<bool> json = CommonOptions.Json("the contract");

    internal PeeringCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("peering", "Print what the other side of a peering must do: commands, routes, points to consider.")
    {
        Add(stack);
        Add(name);
        Add(outputs);
        Add(json);
        SetAction(parsed =>
        {
            var loaded = LoadedStack.Load(workspace(), parsed.GetRequiredValue(stack), messages);
            var peering = Demand(loaded, parsed.GetRequiredValue(name));
            var contract = PeeringContracts.For(
                loaded.Plan,
                peering,
                ContractOutputs.Known(parsed.GetValue(outputs), loaded.Plan.Spec, peering)
            );
            if (parsed.GetValue(json))
            {
                screen.Raw(ContractJson.Write(contract, indented: true));
                return ExitCode.Ok;
            }

            foreach (var line in ContractText.Lines(contract))
            {
                screen.Line(line);
            }

            return ExitCode.Ok;
        });
    }

    private static string Demand(LoadedStack loaded, string name)
    {
        var peerings = loaded.Plan.Spec.Peerings;
        return peerings.ContainsKey(name)
            ? name
            : throw Missing.Of("peering", name, [.. peerings.Keys], "Name one with --name", $" in the stack {loaded.Name}");
    }
}
