using System.Collections.Immutable;

namespace Infra.Core.Catalog;

/// <summary>Google Cloud: https://cloud.google.com/firewall/docs/quotas. What it grants at most is not published; chosen.</summary>
public static class GcpQuotas
{
    /// <summary>
    /// In the cloud's project, whatever networks they are in; others' rules count too and are not known here. What a new
    /// project has is not published either: 100 is what `gcloud compute project-info describe` shows of most (metric
    /// FIREWALLS), 500 of some.
    /// </summary>
    public static CloudQuota FirewallRules { get; } = new("firewallRules", Default: 100, Most: 10_000, "VPC firewall rules, metric FIREWALLS");

    /// <summary>Source or destination ranges of one rule. Never met here: 10 service accounts in a rule (one is).</summary>
    public static CloudQuota FirewallRuleRanges { get; } =
        new("firewallRuleRanges", Default: 5000, Most: 10_000, "Source or destination IP ranges per VPC firewall rule");

    public static ImmutableArray<CloudQuota> All { get; } = [FirewallRules, FirewallRuleRanges];
}
