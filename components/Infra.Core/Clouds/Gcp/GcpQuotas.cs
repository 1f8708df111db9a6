using System.Collections.Immutable;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Gcp;

/// <summary>Google Cloud: https://cloud.google.com/firewall/docs/quotas. The maxima it grants are not published; ours are chosen.</summary>
public static class GcpQuotas
{
    /// <summary>
    /// Per cloud project, across its networks; rules of others count too and are unknown here. The default of a new project is not
    /// published either: `gcloud compute project-info describe` shows 100 for most (metric FIREWALLS), 500 for some.
    /// </summary>
    public static CloudQuota FirewallRules { get; } =
        new("firewallRules", Default: 100, Most: 10_000, "VPC firewall rules, metric FIREWALLS");

    /// <summary>Source or destination ranges per rule. Never reached here: 10 service accounts per rule (we use one).</summary>
    public static CloudQuota FirewallRuleRanges { get; } =
        new("firewallRuleRanges", Default: 5000, Most: 10_000, "Source or destination IP ranges per VPC firewall rule");

    /// <summary>
    /// For all regions together. Defaults depend on the billing account's history and are not published; these are a new project's, as
    /// shown by `gcloud compute project-info describe` and `gcloud compute regions describe REGION`.
    /// https://cloud.google.com/compute/resource-usage
    /// </summary>
    public static CloudQuota CpusAllRegions { get; } = new("cpusAllRegions", Default: 12, Most: 1_000_000, "metric CPUS_ALL_REGIONS");

    /// <summary>Per region; balanced disks count as SSD. https://github.com/openshift/installer/issues/2292</summary>
    public static CloudQuota SsdTotalGb { get; } = new("ssdTotalGb", Default: 500, Most: 10_000_000, "metric SSD_TOTAL_GB");

    /// <summary>External addresses in use per region, including NAT's.</summary>
    public static CloudQuota InUseAddresses { get; } = new("inUseAddresses", Default: 8, Most: 100_000, "metric IN_USE_ADDRESSES");

    /// <summary>Reserved external addresses per region: all of ours are reserved.</summary>
    public static CloudQuota StaticAddresses { get; } = new("staticAddresses", Default: 8, Most: 100_000, "metric STATIC_ADDRESSES");

    /// <summary>Per cloud project; a new one comes with a network.</summary>
    public static CloudQuota Networks { get; } = new("networks", Default: 5, Most: 1000, "metric NETWORKS");

    /// <summary>Per cloud project, one for each service. https://cloud.google.com/iam/quotas</summary>
    public static CloudQuota ServiceAccounts { get; } = new("serviceAccounts", Default: 100, Most: 10_000, "Service Account Count");

    /// <summary>
    /// Per network, in any state: 25 unless raised; the limit is decided case by case. https://cloud.google.com/vpc/docs/quota
    /// </summary>
    public static CloudQuota NetworkPeerings { get; } = new(PeeringQuotas.Name, Default: 25, Most: 1000, "Peerings per network");

    /// <summary>What a stack uses of its project, apart from the firewall quotas.</summary>
    public static ImmutableArray<CloudQuota> Capacity { get; } =
    [CpusAllRegions, SsdTotalGb, InUseAddresses, StaticAddresses, Networks, ServiceAccounts];

    public static ImmutableArray<CloudQuota> All { get; } = [FirewallRules, FirewallRuleRanges, .. Capacity, NetworkPeerings];
}
