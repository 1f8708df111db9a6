using System.Collections.Immutable;
using Infra.Core.Spec.Peerings;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>What a <see cref="Peering"/> is made from.</summary>
public sealed class PeeringArgs : ResourceArgs
{
    /// <summary>The project's name: it begins the names of resources.</summary>
    public required string Project { get; init; }

    /// <summary>What both halves are called, each within its own network: the contract says it.</summary>
    public required string HalfName { get; init; }

    /// <summary>The peering; its other side is one of Azure.</summary>
    public required PeeringSpec Spec { get; init; }

    /// <summary>The resource group that our network is in.</summary>
    [Input("networkResourceGroup", required: true)]
    public required Input<string> NetworkResourceGroup { get; init; }

    /// <summary>Our network's name.</summary>
    [Input("networkName", required: true)]
    public required Input<string> NetworkName { get; init; }

    /// <summary>Our network's resource id.</summary>
    [Input("networkId", required: true)]
    public required Input<string> NetworkId { get; init; }

    /// <summary>What else changes our network: Azure changes a network by one at a time.</summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}
