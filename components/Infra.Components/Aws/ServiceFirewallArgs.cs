using System.Collections.Immutable;
using Infra.Core.Clouds.Aws;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>Arguments of <see cref="ServiceFirewall"/>.</summary>
public sealed class ServiceFirewallArgs : ResourceArgs
{
    /// <summary>The project's name: prefix of names shown in the console.</summary>
    public required string Project { get; init; }

    /// <summary>The service's groups, from the compiled firewall, including the service's own.</summary>
    public required ImmutableArray<SecurityGroup> Groups { get; init; }

    /// <summary>The VPC that the groups are in.</summary>
    [Input("vpcId", required: true)]
    public required Input<string> VpcId { get; init; }

    /// <summary>Key to ID of each prefix list a rule refers to: <see cref="ProjectFirewall.PrefixListIds"/>.</summary>
    public required IReadOnlyDictionary<string, Output<string>> PrefixListIds { get; init; }

    /// <summary>Whether Pulumi refuses to delete the service's own group.</summary>
    public bool TerminationProtection { get; init; }
}
