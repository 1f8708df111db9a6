using Infra.Core.Spec.Peerings;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>What a <see cref="Peering"/> is made from.</summary>
public sealed class PeeringArgs : ResourceArgs
{
    /// <summary>The project's name: it begins the names of resources.</summary>
    public required string Project { get; init; }

    /// <summary>What both halves are called, each within its own network: the contract says it.</summary>
    public required string HalfName { get; init; }

    /// <summary>The peering; its other side is one of Google Cloud.</summary>
    public required PeeringSpec Spec { get; init; }

    /// <summary>Our network's link: <c>https://…/projects/&lt;project&gt;/global/networks/&lt;name&gt;</c>.</summary>
    [Input("networkLink", required: true)]
    public required Input<string> NetworkLink { get; init; }
}
