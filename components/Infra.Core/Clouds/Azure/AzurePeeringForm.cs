using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Text;
using static Infra.Core.Spec.Schema.SchemaParts;

namespace Infra.Core.Clouds.Azure;

/// <summary>A virtual network of another subscription.</summary>
internal sealed class AzurePeeringForm : PeeringForm
{
    internal override ImmutableArray<string> Keys { get; } = ["tenant", "subscription", "resourceGroup", "virtualNetwork", "app"];

    internal override ImmutableArray<string> Required { get; } = ["tenant", "virtualNetwork"];

    internal override OtherSide? Read(MapReader keys, PeeringMode mode, string? region, DiagnosticBag bag) =>
        new AzureSideReader(bag).Read(keys, mode);

    // Azure names are case-insensitive.
    internal override bool IsSame(OtherSide left, OtherSide right) =>
        left is OtherSide.Azure one
        && right is OtherSide.Azure other
        && string.Equals(one.VirtualNetworkId, other.VirtualNetworkId, StringComparison.OrdinalIgnoreCase);

    internal override JsonObject Schema(string key) =>
        key switch
        {
            "tenant" => AnyText("The other side's tenant."),
            "subscription" => AnyText("The other side's subscription."),
            "resourceGroup" => AnyText("The resource group of the other side's network."),
            "virtualNetwork" => AnyText("The other side's virtual network: its name or resource ID."),
            "app" => AnyText("The application that creates the other half."),
            _ => throw PeeringKeys.NotInSchema(key),
        };
}
