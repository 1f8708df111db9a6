using System.Collections.Immutable;
using Infra.Core.Clouds.Local;
using Pulumi;

namespace Infra.Components.Local;

/// <summary>Arguments of <see cref="ProjectFirewall"/>.</summary>
public sealed class ProjectFirewallArgs : ResourceArgs
{
    /// <summary>The lab of the router.</summary>
    public required LocalNetwork Lab { get; init; }

    /// <summary>Who may change this lab: <see cref="ProjectNetworkArgs.Owner"/>.</summary>
    public required string Owner { get; init; }

    /// <summary>One nft transaction: <see cref="LocalFirewall.Text"/>.</summary>
    public required string Rules { get; init; }

    /// <summary>The incarnation of the network the rules are loaded into: <see cref="ProjectNetwork.Epoch"/>.</summary>
    [Input("epoch", required: true)]
    public required Input<string> Epoch { get; init; }

    /// <summary>What must exist first: the network.</summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}
