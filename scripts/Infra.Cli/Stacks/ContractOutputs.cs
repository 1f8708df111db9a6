using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Cli.Stacks;

/// <summary>Reads what a stack that is up says about a peering, from its outputs.</summary>
internal static class ContractOutputs
{
    private const string Remedy = "Write it with: pulumi stack output -s <stack> --json > <file>";

    /// <summary>Values by name; none without a file, or where the stack has not brought the peering up yet.</summary>
    /// <exception cref="UserException">The file is not a stack's outputs.</exception>
    internal static ImmutableDictionary<string, string> Known(FileInfo? file, string peering)
    {
        if (file is null)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        if (!file.Exists)
        {
            throw new UserException($"There is no file {file.FullName}.", Remedy, ExitCode.BadInput);
        }

        try
        {
            // A contract is text in the outputs; its own values say what was known.
            var contracts = JsonNode.Parse(File.ReadAllText(file.FullName))?.AsObject()["peeringContracts"]?.AsObject();
            var contract = contracts?[peering]?.GetValue<string>();
            var values = contract is null ? null : JsonNode.Parse(contract)?["values"]?.AsObject();
            return (values ?? []).Where(value => value.Value?["value"] is not null)
                .ToImmutableDictionary(value => value.Key, value => value.Value!["value"]!.GetValue<string>());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UserException($"{file.FullName} does not hold a stack's outputs: {e.Message}", Remedy, ExitCode.BadInput);
        }
    }
}
