using System.Collections.Immutable;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Gcp;

/// <summary>Google Cloud: https://cloud.google.com/firewall/docs/quotas. What it grants at most is not published; chosen.</summary>
public static class GcpQuotas
{
    /// <summary>
    /// In the cloud's project, whatever networks they are in; others' rules count too and are not known here. What a new
    /// project has is not published either: 100 is what `gcloud compute project-info describe` shows of most (metric
    /// FIREWALLS), 500 of some.
    /// </summary>
    public static CloudQuota FirewallRules { get; } =
        new("firewallRules", Default: 100, Most: 10_000, "VPC firewall rules, metric FIREWALLS");

    /// <summary>Source or destination ranges of one rule. Never met here: 10 service accounts in a rule (one is).</summary>
    public static CloudQuota FirewallRuleRanges { get; } =
        new("firewallRuleRanges", Default: 5000, Most: 10_000, "Source or destination IP ranges per VPC firewall rule");

    /// <summary>
    /// In all regions together. Defaults depend on the billing account's history and are published nowhere; these are what a new
    /// project has, as `gcloud compute project-info describe` and `gcloud compute regions describe REGION` show it.
    /// https://cloud.google.com/compute/resource-usage
    /// </summary>
    public static CloudQuota CpusAllRegions { get; } = new("cpusAllRegions", Default: 12, Most: 1_000_000, "metric CPUS_ALL_REGIONS");

    /// <summary>In a region; balanced disks count as SSD. https://github.com/openshift/installer/issues/2292</summary>
    public static CloudQuota SsdTotalGb { get; } = new("ssdTotalGb", Default: 500, Most: 10_000_000, "metric SSD_TOTAL_GB");

    /// <summary>External addresses in a region that something uses; NAT's among them.</summary>
    public static CloudQuota InUseAddresses { get; } = new("inUseAddresses", Default: 8, Most: 100_000, "metric IN_USE_ADDRESSES");

    /// <summary>External addresses in a region that are reserved, as all of ours are.</summary>
    public static CloudQuota StaticAddresses { get; } = new("staticAddresses", Default: 8, Most: 100_000, "metric STATIC_ADDRESSES");

    /// <summary>In the cloud's project; a new one comes with a network.</summary>
    public static CloudQuota Networks { get; } = new("networks", Default: 5, Most: 1000, "metric NETWORKS");

    /// <summary>In the cloud's project, one for each service. https://cloud.google.com/iam/quotas</summary>
    public static CloudQuota ServiceAccounts { get; } = new("serviceAccounts", Default: 100, Most: 10_000, "Service Account Count");

    /// <summary>
    /// Of one network, in any state: 25 unless raised; how far is decided case by case. https://cloud.google.com/vpc/docs/quota
    /// </summary>
    public static CloudQuota NetworkPeerings { get; } = new(PeeringQuotas.Name, Default: 25, Most: 1000, "Peerings per network");

    /// <summary>What a stack uses up of its project, beside the filters' own quotas.</summary>
    public static ImmutableArray<CloudQuota> Capacity { get; } =
    [CpusAllRegions, SsdTotalGb, InUseAddresses, StaticAddresses, Networks, ServiceAccounts];

    public static ImmutableArray<CloudQuota> All { get; } = [FirewallRules, FirewallRuleRanges, .. Capacity, NetworkPeerings];
}
