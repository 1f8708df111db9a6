using Infra.Core.Spec;

namespace Infra.Core.Clouds.Gcp;

/// <summary>How many rules there may be and how much one holds; checked while planning.</summary>
/// <param name="Rules">See <see cref="GcpQuotas.FirewallRules"/>.</param>
/// <param name="RangesPerRule">See <see cref="GcpQuotas.FirewallRuleRanges"/>.</param>
public sealed record GcpFirewallQuota(int Rules, int RangesPerRule)
{
    /// <summary>What holds for a project.</summary>
    public static GcpFirewallQuota In(ProjectSpec spec) =>
        new(GcpQuotas.FirewallRules.In(spec.Quotas), GcpQuotas.FirewallRuleRanges.In(spec.Quotas));
}
