using System.Collections.Immutable;
using Infra.Core.Clouds.Gcp;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>What a <see cref="ServiceFirewall"/> is made from.</summary>
public sealed class ServiceFirewallArgs : ResourceArgs
{
    /// <summary>The project's name, for people.</summary>
    public required string Project { get; init; }

    /// <summary>Id of the service account that is made, 6-30 characters; the rules name it.</summary>
    public required string AccountId { get; init; }

    /// <summary>The service's rules, of the compiled firewall.</summary>
    public required ImmutableArray<GcpFirewallRule> Rules { get; init; }

    /// <summary>Link of the network that the rules are of.</summary>
    [Input("networkLink", required: true)]
    public required Input<string> NetworkLink { get; init; }
}
