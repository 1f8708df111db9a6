using System.Collections.Immutable;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Gcp;

/// <summary>Google Cloud.</summary>
internal sealed partial class GcpCloud : ICloud
{
    // https://cloud.google.com/blog/products/infrastructure/google-cloud-dedicated-regions: u-france-east1, u-germany-northeast1
    private static readonly string[] Apart = ["u-"];

    // Stockholm and Querétaro have no N2: https://github.com/skypilot-org/skypilot-catalog, catalogs/v8/gcp/vms.csv.
    private static readonly string[] WithoutPlans = ["europe-north2-", "northamerica-south1-"];

    public CloudKind Kind => CloudKind.Gcp;

    public string Word => "gcp";

    public string Title => "Google Cloud";

    public bool IsThisMachine => false;

    public CloudLimits Limits => GcpLimits.All;

    public TagRules Tags => GcpLimits.Labels;

    public ImmutableArray<CloudQuota> Quotas => GcpQuotas.All;

    public CloudQuota? NetworkPeerings => GcpQuotas.NetworkPeerings;

    public CloudQuota? PeerRoutes => null;

    public ImmutableArray<string> Regions { get; } = [.. GcpRegions.ZoneLetters.Keys];

    public string SampleRegion => "europe-west1";

    public bool ZonesNameTheirRegion => true;

    public ListPrices? Prices { get; } = new("europe-west1", 66, 78, 0.11, ListPrices.ByTheGiB, 0, 1, 3.65, 3.65) { BastionMachine = 6.70 };

    // Cloud DNS accepts 100 and more.
    public int? AddressesOfAName => null;

    public ImmutableArray<string>? ZonesOf(string region) =>
        GcpRegions.ZoneLetters.TryGetValue(region, out var letters) ? [.. letters.Select(letter => $"{region}-{letter}")] : null;

    public bool IsZoneOf(string region, string zone) => Catalog.Regions.IsLetterAfter($"{region}-", zone);

    public string SampleZones(string region) => $"{region}-a, {region}-b";

    /// <summary>
    /// n2-standard has 4 GiB per vCPU; 4 GiB is a custom N2, because e2-medium's two vCPUs are shared; all Shielded VM, disks over SCSI
    /// (https://cloud.google.com/compute/docs/general-purpose-machines#n2_series).
    /// </summary>
    public MachineSize MachineOf(ServicePlan plan) =>
        plan.Machine(
            plan.MemoryPerCpuGiB == 2 ? $"n2-custom-{plan.VirtualCpus}-{plan.MemoryGiB * 1024}" : $"n2-standard-{plan.VirtualCpus}",
            rootGiB: 16
        );

    /// <summary>
    /// A quarter of two shared vCPUs, which is enough to pass connections on
    /// (https://cloud.google.com/compute/docs/general-purpose-machines#e2-shared-core).
    /// </summary>
    public MachineSize BastionMachine => new("e2-micro", 2, 1024, 10);

    /// <summary><c>n2</c> of <c>n2-standard-2</c>.</summary>
    public string FamilyOf(string machine) => machine.Split('-')[0];

    public bool MayHave(string zone, string family) =>
        family != "n2" || !Array.Exists(WithoutPlans, region => zone.StartsWith(region, StringComparison.Ordinal));

    public bool HasDebianImages(string region) => !Array.Exists(Apart, prefix => region.StartsWith(prefix, StringComparison.Ordinal));
}
