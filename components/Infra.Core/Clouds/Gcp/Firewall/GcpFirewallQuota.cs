using Infra.Core.Spec;

namespace Infra.Core.Clouds.Gcp;

/// <summary>The number of rules and the capacity of one; checked when planning.</summary>
/// <param name="Rules">See <see cref="GcpQuotas.FirewallRules"/>.</param>
/// <param name="RangesPerRule">See <see cref="GcpQuotas.FirewallRuleRanges"/>.</param>
public sealed record GcpFirewallQuota(int Rules, int RangesPerRule)
{
    /// <summary>The quota that applies to a project.</summary>
    public static GcpFirewallQuota In(ProjectSpec spec) =>
        new(GcpQuotas.FirewallRules.In(spec.Quotas), GcpQuotas.FirewallRuleRanges.In(spec.Quotas));
}
