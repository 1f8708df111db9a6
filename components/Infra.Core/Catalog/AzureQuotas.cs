using System.Collections.Immutable;

namespace Infra.Core.Catalog;

/// <summary>
/// Azure: https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#networking-limits
/// Defaults and maxima are the same there: a stack file can state less, for groups that others write rules into as well.
/// </summary>
public static class AzureQuotas
{
    /// <summary>Both directions together.</summary>
    public static CloudQuota SecurityGroupRules { get; } =
        new("networkSecurityGroupRules", Default: 1000, Most: 1000, "NSG rules per NSG");

    /// <summary>
    /// Prefixes in all rules of a group together, sources and destinations counted apart. A limit of the group and not of a
    /// rule, as older pages had it: "A security group cannot have more than 4000 DestinationAddressPrefixes"
    /// (https://github.com/kubernetes-sigs/cloud-provider-azure/issues/2725). So splitting a long list over rules would gain
    /// nothing. Never met here: 100 application security groups named in a group, 20 on a network interface, 10 in a rule.
    /// </summary>
    public static CloudQuota SecurityGroupAddresses { get; } =
        new("networkSecurityGroupAddresses", Default: 4000, Most: 4000, "IP addresses and ranges specified for source or destination in a security group");

    public static ImmutableArray<CloudQuota> All { get; } = [SecurityGroupRules, SecurityGroupAddresses];
}
