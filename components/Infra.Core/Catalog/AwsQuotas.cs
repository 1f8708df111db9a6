using System.Collections.Immutable;

namespace Infra.Core.Catalog;

/// <summary>AWS: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html</summary>
public static class AwsQuotas
{
    /// <summary>
    /// Inbound and outbound apart, IPv4 and IPv6 apart. A group as the other end costs one in each family, a prefix list the
    /// most entries it may have.
    /// </summary>
    public static CloudQuota SecurityGroupRules { get; } =
        new("securityGroupRules", Default: 60, Most: 1000, "Inbound or outbound rules per security group");

    public static CloudQuota SecurityGroupsPerInterface { get; } =
        new("securityGroupsPerInterface", Default: 5, Most: 16, "Security groups per network interface");

    /// <summary>"This quota multiplied by the quota for security groups per network interface cannot exceed 1,000": rules by groups.</summary>
    public const int MostRulesByGroups = 1000;

    /// <summary>Inbound and outbound apart, IPv4 and IPv6 apart; the default deny that ends every list is one of them.</summary>
    public static CloudQuota NetworkAclRules { get; } = new("networkAclRules", Default: 20, Most: 40, "Rules per network ACL");

    public static ImmutableArray<CloudQuota> All { get; } = [SecurityGroupRules, SecurityGroupsPerInterface, NetworkAclRules];
}
