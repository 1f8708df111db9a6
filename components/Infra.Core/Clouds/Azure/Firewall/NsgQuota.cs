using Infra.Core.Spec;

namespace Infra.Core.Clouds.Azure;

/// <summary>How much a network security group holds; checked while planning, for Azure would refuse half-way through.</summary>
/// <param name="RulesPerGroup">See <see cref="AzureQuotas.SecurityGroupRules"/>.</param>
/// <param name="AddressesPerGroup">See <see cref="AzureQuotas.SecurityGroupAddresses"/>.</param>
public sealed record NsgQuota(int RulesPerGroup, int AddressesPerGroup)
{
    /// <summary>What holds for a project.</summary>
    public static NsgQuota In(ProjectSpec spec) =>
        new(AzureQuotas.SecurityGroupRules.In(spec.Quotas), AzureQuotas.SecurityGroupAddresses.In(spec.Quotas));
}
