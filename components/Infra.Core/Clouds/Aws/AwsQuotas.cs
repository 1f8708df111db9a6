using System.Collections.Immutable;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Aws;

/// <summary>AWS: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html</summary>
public static class AwsQuotas
{
    /// <summary>
    /// Inbound and outbound count separately, and so do IPv4 and IPv6. A group as the other end costs one in each family, a prefix list its
    /// maximum number of entries.
    /// </summary>
    public static CloudQuota SecurityGroupRules { get; } =
        new("securityGroupRules", Default: 60, Most: 1000, "Inbound or outbound rules per security group");

    public static CloudQuota SecurityGroupsPerInterface { get; } =
        new("securityGroupsPerInterface", Default: 5, Most: 16, "Security groups per network interface");

    /// <summary>
    /// "This quota multiplied by the quota for security groups per network interface cannot exceed 1,000": rules by groups.
    /// </summary>
    public const int MostRulesByGroups = 1000;

    /// <summary>
    /// Inbound and outbound count separately, and so do IPv4 and IPv6; the default deny at the end of every list counts too.
    /// </summary>
    public static CloudQuota NetworkAclRules { get; } = new("networkAclRules", Default: 20, Most: 40, "Rules per network ACL");

    /// <summary>
    /// Per region, for families A, C, D, H, I, M, R, T and Z together. 5 is the published default, and what new accounts have; accounts in
    /// use have more. https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
    /// </summary>
    public static CloudQuota StandardVcpus { get; } =
        new("standardVcpus", Default: 5, Most: 1_000_000, "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, L-1216C47A");

    /// <summary>Per region; AWS counts in TiB, 50 of them. https://docs.aws.amazon.com/general/latest/gr/ebs-service.html</summary>
    public static CloudQuota Gp3GiB { get; } =
        new("gp3GiB", Default: 51_200, Most: 10_000_000, "Storage for General Purpose SSD (gp3) volumes, L-7A658B76");

    /// <summary>Per region. Addresses that AWS assigns to nodes of public services do not count.</summary>
    public static CloudQuota ElasticIps { get; } = new("elasticIps", Default: 5, Most: 5000, "EC2-VPC Elastic IPs, L-0263D0A3");

    /// <summary>Per region, in addition to the account's default VPC there.</summary>
    public static CloudQuota Vpcs { get; } = new("vpcs", Default: 5, Most: 1000, "VPCs per Region, L-F678F1CE");

    /// <summary>Per network, in any state.</summary>
    public static CloudQuota NetworkPeerings { get; } =
        new(PeeringQuotas.Name, Default: 50, Most: 125, "Active VPC peering connections per VPC");

    /// <summary>Per table: each peered network is one of our routes.</summary>
    public static CloudQuota RouteTableRoutes { get; } = new("routeTableRoutes", Default: 500, Most: 1000, "Routes per route table");

    /// <summary>What a stack uses of its account, apart from the firewall quotas.</summary>
    public static ImmutableArray<CloudQuota> Capacity { get; } = [StandardVcpus, Gp3GiB, ElasticIps, Vpcs];

    public static ImmutableArray<CloudQuota> All { get; } =
    [SecurityGroupRules, SecurityGroupsPerInterface, NetworkAclRules, .. Capacity, NetworkPeerings, RouteTableRoutes];
}
