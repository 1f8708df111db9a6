using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Text;
using static Infra.Core.Spec.Schema.SchemaParts;

namespace Infra.Core.Clouds.Gcp;

/// <summary>A network of another project.</summary>
internal sealed class GcpPeeringForm : PeeringForm
{
    internal override ImmutableArray<string> Keys { get; } = ["project", "network"];

    internal override ImmutableArray<string> Required => Keys;

    internal override OtherSide? Read(MapReader keys, PeeringMode mode, string? region, DiagnosticBag bag) =>
        new GcpSideReader(bag).Read(keys);

    internal override bool IsSame(OtherSide left, OtherSide right) => left == right;

    internal override JsonObject Schema(string key) =>
        key switch
        {
            "project" => AnyText("The other side's project."),
            "network" => AnyText("The other side's network."),
            _ => throw PeeringKeys.NotInSchema(key),
        };
}
