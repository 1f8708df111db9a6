using Infra.Core.Spec.Peerings;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>Arguments of <see cref="Peering"/>.</summary>
public sealed class PeeringArgs : ResourceArgs
{
    /// <summary>The project's name: prefix of every resource name.</summary>
    public required string Project { get; init; }

    /// <summary>The peering; its other side is on AWS.</summary>
    public required PeeringSpec Spec { get; init; }

    /// <summary>Our VPC.</summary>
    [Input("vpcId", required: true)]
    public required Input<string> VpcId { get; init; }

    /// <summary>
    /// Key to ID of each of our route tables that gets a route to the other side: <see cref="ProjectNetwork.RouteTableIds"/>.
    /// </summary>
    public required IReadOnlyDictionary<string, Output<string>> RouteTableIds { get; init; }

    /// <summary>Default tags of the provider that accepts in the other account, if we do that.</summary>
    [Input("defaultTags")]
    public InputMap<string> DefaultTags { get; init; } = new();
}
