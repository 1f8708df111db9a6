using System.Text.Json.Nodes;
using Infra.Core.Clouds;
using Infra.Core.Spec.Peerings;
using static Infra.Core.Spec.Schema.SchemaParts;

namespace Infra.Core.Spec.Schema;

/// <summary>The schema of one entry of <c>peerings</c>, in its cloud's terms.</summary>
internal static class PeeringSchema
{
    internal static JsonObject Write(CloudKind cloud) =>
        Closed(
            "A peering; docs/peering.md.",
            PeeringKeys.RequiredFor(cloud),
            PeeringKeys.For(cloud).Select(key => KeyValuePair.Create(key, Key(key, cloud)))
        );

    /// <exception cref="InvalidOperationException">The schema lacks a key of the reader.</exception>
    private static JsonObject Key(string key, CloudKind cloud) =>
        key switch
        {
            PeeringKeys.Cidrs => List("The other side's private networks.", Reference("network4"), least: 1),
            PeeringKeys.Mode => Word("Who creates the other half; defaults to one-sided.", Words.PeeringModes.Keys),
            PeeringKeys.Provider => Word("The project's own cloud.", [Words.Of(cloud)]),
            _ => PeeringKeys.Form(cloud).Schema(key),
        };
}
