using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Core.Spec;

namespace Infra.Cli.Stacks;

/// <summary>Reads a peering's values from the outputs of a stack that is up.</summary>
internal static class ContractOutputs
{
    private const string Output = "peeringContracts";

    /// <summary>Values by name; empty without a file.</summary>
    /// <exception cref="UserException">The file is not this stack's outputs, or the stack has not created the peering yet.</exception>
    internal static ImmutableDictionary<string, string> Known(FileInfo? file, ProjectSpec project, string peering)
    {
        if (file is null)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        // In the outputs a contract is text; the values known at that time are inside it.
        var outputs = StackOutputs.Read(file);
        var contracts = outputs.Map(Output);
        var text = outputs.Text(contracts, peering, $"the contract of peering '{peering}'")
            ?? throw outputs.Wrong(
                $"there is no peering '{peering}'"
                    + (contracts.Count == 0 ? "" : $", but {string.Join(", ", contracts.Select(contract => contract.Key))}")
                    + ". It appears once 'pulumi up' has created it."
            );
        var contract = outputs.Parse(text);
        if (outputs.Text(contract, "project", "the contract's project") is { } other && other != project.Name)
        {
            throw outputs.Wrong($"they belong to project '{other}', not '{project.Name}'.");
        }

        var values = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var (name, node) in contract["values"] as JsonObject ?? throw outputs.Wrong("the contract has no values."))
        {
            if (node is not JsonObject value)
            {
                throw outputs.Wrong($"the contract's value '{name}' is not a mapping.");
            }

            if (outputs.Text(value, "value", $"the contract's value '{name}'") is { } known)
            {
                values[name] = known;
            }
        }

        return values.ToImmutable();
    }
}
