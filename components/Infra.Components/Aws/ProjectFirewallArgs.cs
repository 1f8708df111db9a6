using System.Collections.Immutable;
using Infra.Core.Clouds.Aws;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>What a <see cref="ProjectFirewall"/> is made from.</summary>
public sealed class ProjectFirewallArgs : ResourceArgs
{
    /// <summary>The VPC that the subnets are in.</summary>
    [Input("vpcId", required: true)]
    public required Input<string> VpcId { get; init; }

    /// <summary>The prefix lists that security groups refer to; of the compiled firewall.</summary>
    public required ImmutableArray<PrefixList> PrefixLists { get; init; }

    /// <summary>The network ACL of the compiled firewall; null: the subnets keep the VPC's own.</summary>
    public NetworkAcl? Acl { get; init; }

    /// <summary>Subnet key to the id of each subnet that the ACL stands around.</summary>
    public required IReadOnlyDictionary<string, Output<string>> SubnetIds { get; init; }
}
