using Infra.Core.Spec.Peerings;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>What a <see cref="Peering"/> is made from.</summary>
public sealed class PeeringArgs : ResourceArgs
{
    /// <summary>The project's name: it begins the names of what is made.</summary>
    public required string Project { get; init; }

    /// <summary>The peering; its other side is one of AWS.</summary>
    public required PeeringSpec Spec { get; init; }

    /// <summary>Our VPC.</summary>
    [Input("vpcId", required: true)]
    public required Input<string> VpcId { get; init; }

    /// <summary>Key to id of each of our route tables that leads to the other side: <see cref="ProjectNetwork.RouteTableIds"/>.</summary>
    public required IReadOnlyDictionary<string, Output<string>> RouteTableIds { get; init; }

    /// <summary>Default tags of the provider that accepts in the other account, where we do that.</summary>
    [Input("defaultTags")]
    public InputMap<string> DefaultTags { get; init; } = new();
}
