using Infra.Core.Spec.Peerings;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>Arguments of <see cref="Peering"/>.</summary>
public sealed class PeeringArgs : ResourceArgs
{
    /// <summary>The project's name: prefix of every resource name.</summary>
    public required string Project { get; init; }

    /// <summary>The name of both halves, each within its own network; defined by the contract.</summary>
    public required string HalfName { get; init; }

    /// <summary>The peering; its other side is on Google Cloud.</summary>
    public required PeeringSpec Spec { get; init; }

    /// <summary>Our network's link: <c>https://…/projects/&lt;project&gt;/global/networks/&lt;name&gt;</c>.</summary>
    [Input("networkLink", required: true)]
    public required Input<string> NetworkLink { get; init; }
}
