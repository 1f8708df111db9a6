using System.Text.Json.Nodes;
using Infra.Core.Catalog;
using static Infra.Core.Spec.Schema.SchemaParts;

namespace Infra.Core.Spec.Schema;

/// <summary>The schema of one entry of <c>services</c>; plans, node counts and components depend on its type.</summary>
internal static class ServiceSchema
{
    internal static JsonObject Write()
    {
        var service = Closed(
            "A service.",
            ServiceReader.RequiredKeys,
            ServiceReader.Keys.Select(key => KeyValuePair.Create(key, Key(key)))
        );
        service["allOf"] = new JsonArray([.. ServiceCatalog.Types.Values.Select(type => Where("type", type.Name, Of(type)))]);
        return service;
    }

    /// <exception cref="InvalidOperationException">The schema lacks a key of the reader.</exception>
    private static JsonObject Key(string key) =>
        key switch
        {
            "type" => Word("What it is; docs/services.md.", ServiceCatalog.Types.Keys),
            "plan" => AnyText("The size: <tier>-<GiB of memory per node>."),
            "nodes" => Number("The number of nodes; defaults to the plan's.", 1, ServiceCatalog.All.Max(type => type.MaxNodes)),
            "mesh" => Word("Encryption between nodes; docs/mesh.md. With '+', both are accepted and the first is used.", Words.Meshes.Keys),
            AccessReader.Sources => List("Who may connect; [] for nobody.", Reference("network")),
            AccessReader.Public => Flag("true: nodes have public addresses. false: only private networks may connect."),
            "components" => new JsonObject { ["type"] = "object", ["description"] = "Components with their own list of clients." },
            "volumes" => Named(
                "Data volumes by name, in GiB.",
                NameRules.LongestVolumeName,
                Number("GiB.", 1, ServiceReader.LargestVolumeGiB)
            ),
            _ => throw new InvalidOperationException($"The schema does not know a service's key '{key}' yet."),
        };

    private static JsonObject Of(ServiceType type) =>
        new()
        {
            ["properties"] = new JsonObject
            {
                ["plan"] = Word("", type.Plans.Keys),
                ["nodes"] = new JsonObject { ["enum"] = new JsonArray([.. type.NodeCounts.Select(count => JsonValue.Create(count))]) },
                ["components"] = Closed("", [], type.ForClients.Select(component => KeyValuePair.Create(component.Name, Component()))),
                ["volumes"] = new JsonObject
                {
                    ["required"] = new JsonArray([.. type.RequiredVolumes.Select(name => JsonValue.Create(name))]),
                },
            },
        };

    private static JsonObject Component() =>
        Closed(
            "Its own access.",
            [],
            [
                KeyValuePair.Create(AccessReader.Sources, Key(AccessReader.Sources)),
                KeyValuePair.Create(AccessReader.Public, Key(AccessReader.Public)),
            ]
        );
}
