using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Spec;

namespace Infra.Core.PeerContracts;

/// <summary>The contract for programs: camel case, versioned, byte-identical for the same contract.</summary>
public static class ContractJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Compact = new(Indented) { WriteIndented = false };

    /// <param name="indented">Indented for people; otherwise a single line.</param>
    public static string Write(PeeringContract contract, bool indented) =>
        new JsonObject
        {
            ["formatVersion"] = PeeringContract.FormatVersion,
            ["peering"] = contract.Peering.Name,
            ["project"] = contract.Project,
            ["cloud"] = Words.Of(contract.Cloud),
            ["mode"] = Words.Of(contract.Peering.Mode),
            ["ours"] = new JsonObject { ["cidr"] = contract.Cidr.ToString(), ["subnets"] = Texts(contract.Subnets) },
            ["yours"] = Yours(contract),
            ["values"] = new JsonObject(
                contract.Values.Select(value =>
                    KeyValuePair.Create<string, JsonNode?>(
                        value.Name,
                        new JsonObject
                        {
                            ["value"] = value.Value,
                            ["meaning"] = value.Meaning,
                            ["source"] = value.Source,
                        }
                    )
                )
            ),
            ["steps"] = new JsonArray([.. contract.Steps.Select(Step)]),
            ["access"] = new JsonArray([
                .. contract.Access.Select(access => new JsonObject
                {
                    ["service"] = access.Service,
                    ["protocol"] = access.Protocol.Keyword(),
                    ["ports"] = new JsonArray([.. access.Ports.Select(port => JsonValue.Create(port))]),
                    ["sources"] = Texts(access.Sources),
                }),
            ]),
            ["notes"] = Texts(contract.Notes),
            ["removal"] = Step(contract.Removal),
        }.ToJsonString(indented ? Indented : Compact);

    private static JsonObject Yours(PeeringContract contract)
    {
        var yours = CloudRegistry.Of<IPeeringTerms>(contract.Cloud).NameOf(contract.Peering.Other);
        yours["cidrs"] = Texts(contract.Peering.Cidrs);
        return yours;
    }

    private static JsonObject Step(ContractStep step) =>
        new()
        {
            ["by"] = step.By.ToString().ToLowerInvariant(),
            ["title"] = step.Title,
            ["text"] = step.Text,
            ["commands"] = Texts(step.Commands),
        };

    private static JsonArray Texts<T>(ImmutableArray<T> items) => new([.. items.Select(item => JsonValue.Create(item!.ToString()))]);
}
