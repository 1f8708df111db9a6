using System.Collections.Immutable;
using Infra.Core.Clouds.Gcp;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>Arguments of <see cref="ServiceFirewall"/>.</summary>
public sealed class ServiceFirewallArgs : ResourceArgs
{
    /// <summary>The project's name, for descriptions.</summary>
    public required string Project { get; init; }

    /// <summary>ID of the service account to create, 6-30 characters; the rules refer to it.</summary>
    public required string AccountId { get; init; }

    /// <summary>The service's rules, from the compiled firewall.</summary>
    public required ImmutableArray<GcpFirewallRule> Rules { get; init; }

    /// <summary>Link of the network the rules belong to.</summary>
    [Input("networkLink", required: true)]
    public required Input<string> NetworkLink { get; init; }
}
