using System.Collections.Immutable;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Azure;

/// <summary>
/// Azure: https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#networking-limits Defaults
/// and maxima are the same there: a stack file can state less, for groups that others add rules to.
/// </summary>
public static class AzureQuotas
{
    /// <summary>Both directions together.</summary>
    public static CloudQuota SecurityGroupRules { get; } = new("networkSecurityGroupRules", Default: 1000, Most: 1000, "NSG rules per NSG");

    /// <summary>
    /// Prefixes in all rules of a group together, sources and destinations counted separately. A limit of the group and not of a rule, as
    /// older pages had it: "A security group cannot have more than 4000 DestinationAddressPrefixes"
    /// (https://github.com/kubernetes-sigs/cloud-provider-azure/issues/2725). So splitting a long list over rules would gain nothing. Never
    /// reached here: 100 application security groups per group, 20 per network interface, 10 per rule.
    /// </summary>
    public static CloudQuota SecurityGroupAddresses { get; } =
        new(
            "networkSecurityGroupAddresses",
            Default: 4000,
            Most: 4000,
            "IP addresses and ranges specified for source or destination in a security group"
        );

    /// <summary>
    /// Per size family and region. New pay-as-you-go subscriptions have 10, which is also their total for all families; trial ones 4.
    /// https://learn.microsoft.com/azure/quotas/per-vm-quota-requests, `az vm list-usage --location REGION`
    /// </summary>
    public static CloudQuota FamilyVcpus { get; } = new("familyVcpus", Default: 10, Most: 1_000_000, "vCPUs of the family");

    /// <summary>All families in a region.</summary>
    public static CloudQuota RegionalVcpus { get; } = new("regionalVcpus", Default: 10, Most: 1_000_000, "Total Regional vCPUs");

    /// <summary>
    /// Per region; a prefix counts with all of its addresses. The default of a new subscription is not published: 20 is what `az network
    /// list-usages --location REGION` shows for most.
    /// </summary>
    public static CloudQuota PublicAddresses { get; } =
        new("publicAddresses", Default: 20, Most: 100_000, "Public IPv4 Addresses - Standard");

    /// <summary>Per network, in any state; 1,000 with Virtual Network Manager.</summary>
    public static CloudQuota NetworkPeerings { get; } =
        new(PeeringQuotas.Name, Default: 500, Most: 1000, "Virtual network peerings per virtual network");

    /// <summary>What a stack uses of its subscription, apart from the firewall quotas.</summary>
    public static ImmutableArray<CloudQuota> Capacity { get; } = [FamilyVcpus, RegionalVcpus, PublicAddresses];

    public static ImmutableArray<CloudQuota> All { get; } = [SecurityGroupRules, SecurityGroupAddresses, .. Capacity, NetworkPeerings];
}
