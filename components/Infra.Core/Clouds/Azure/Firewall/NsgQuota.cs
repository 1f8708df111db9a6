using Infra.Core.Spec;

namespace Infra.Core.Clouds.Azure;

/// <summary>The capacity of a network security group; checked when planning, since Azure would reject it half-way through.</summary>
/// <param name="RulesPerGroup">See <see cref="AzureQuotas.SecurityGroupRules"/>.</param>
/// <param name="AddressesPerGroup">See <see cref="AzureQuotas.SecurityGroupAddresses"/>.</param>
public sealed record NsgQuota(int RulesPerGroup, int AddressesPerGroup)
{
    /// <summary>The quota that applies to a project.</summary>
    public static NsgQuota In(ProjectSpec spec) =>
        new(AzureQuotas.SecurityGroupRules.In(spec.Quotas), AzureQuotas.SecurityGroupAddresses.In(spec.Quotas));
}
