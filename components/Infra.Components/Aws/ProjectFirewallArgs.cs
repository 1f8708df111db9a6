using System.Collections.Immutable;
using Infra.Core.Clouds.Aws;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>Arguments of <see cref="ProjectFirewall"/>.</summary>
public sealed class ProjectFirewallArgs : ResourceArgs
{
    /// <summary>The VPC that the subnets are in.</summary>
    [Input("vpcId", required: true)]
    public required Input<string> VpcId { get; init; }

    /// <summary>The prefix lists that security groups refer to, from the compiled firewall.</summary>
    public required ImmutableArray<PrefixList> PrefixLists { get; init; }

    /// <summary>The network ACL from the compiled firewall; null: the subnets keep the VPC's default ACL.</summary>
    public NetworkAcl? Acl { get; init; }

    /// <summary>Subnet key to the ID of each subnet the ACL applies to.</summary>
    public required IReadOnlyDictionary<string, Output<string>> SubnetIds { get; init; }
}
