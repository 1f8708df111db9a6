using System.Collections.Immutable;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>Arguments of <see cref="Peering"/>.</summary>
public sealed class PeeringArgs : ResourceArgs
{
    /// <summary>The project's name: prefix of every resource name.</summary>
    public required string Project { get; init; }

    /// <summary>The name of both halves, each within its own network; defined by the contract.</summary>
    public required string HalfName { get; init; }

    /// <summary>The peering; its other side is on Azure.</summary>
    public required PeeringSpec Spec { get; init; }

    /// <summary>The resource group of our network.</summary>
    [Input("networkResourceGroup", required: true)]
    public required Input<string> NetworkResourceGroup { get; init; }

    /// <summary>Our network's name.</summary>
    [Input("networkName", required: true)]
    public required Input<string> NetworkName { get; init; }

    /// <summary>Our network's resource ID.</summary>
    [Input("networkId", required: true)]
    public required Input<string> NetworkId { get; init; }

    /// <summary>The subscription of our network; null: the environment's.</summary>
    public string? Subscription { get; init; }

    /// <summary>What both providers run as; null: the environment's identity.</summary>
    public RunAs? RunAs { get; init; }

    /// <summary>Other changes to our network: Azure applies only one at a time.</summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}
