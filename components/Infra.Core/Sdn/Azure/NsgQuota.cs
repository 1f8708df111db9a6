namespace Infra.Core.Sdn.Azure;

/// <summary>How much a network security group holds; checked while planning, for Azure would refuse half-way through.</summary>
/// <param name="RulesPerGroup">Both directions together.</param>
/// <param name="AddressesPerGroup">
/// Prefixes in all rules of a group together, sources and destinations counted apart.
/// </param>
public sealed record NsgQuota(int RulesPerGroup, int AddressesPerGroup)
{
    /// <summary>
    /// https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#networking-limits
    /// The prefixes are a limit of the group and not of a rule, as older pages had it: "A security group cannot have more than
    /// 4000 DestinationAddressPrefixes", MaxSecurityRuleAddressesOrPortsPerSecurityGroup
    /// (https://github.com/kubernetes-sigs/cloud-provider-azure/issues/2725). So splitting a long list over rules gains nothing,
    /// and lists are not split. Other limits that are never met here: 100 application security groups named in a group
    /// (one is), 20 on a network interface (one is), 10 a rule (one is).
    /// </summary>
    public static NsgQuota Default { get; } = new(1000, 4000);
}
