using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Azure;

/// <summary>Microsoft Azure.</summary>
internal sealed partial class AzureCloud : ICloud
{
    // Azure's Debian image is 30 GiB, and a disk cannot be smaller than its image.
    private const int RootGiB = 32;

    // https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure, https://docs.azure.cn
    private static readonly string[] Apart = ["china", "usgov", "usdod", "usnat", "ussec"];

    public CloudKind Kind => CloudKind.Azure;

    public string Word => "azure";

    public string Title => "Azure";

    public bool IsThisMachine => false;

    public CloudLimits Limits => AzureLimits.All;

    public TagRules Tags => AzureLimits.Tags;

    public ImmutableArray<CloudQuota> Quotas => AzureQuotas.All;

    public CloudQuota? NetworkPeerings => AzureQuotas.NetworkPeerings;

    public CloudQuota? PeerRoutes => null;

    public ImmutableArray<string> Regions { get; } = [.. AzureRegions.WithZones.Union(AzureRegions.WithoutZones)];

    public string SampleRegion => "westeurope";

    public bool ZonesNameTheirRegion => false;

    public ListPrices? Prices => AzurePrices.Of;

    /// <summary>
    /// A record set of a public zone holds 20 records (support can raise it):
    /// https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits.
    /// </summary>
    public int? AddressesOfAName => 20;

    public ImmutableArray<string>? ZonesOf(string region) =>
        AzureRegions.WithZones.Contains(region) ? AzureRegions.Zones
        : AzureRegions.WithoutZones.Contains(region) ? []
        : null;

    public bool IsZoneOf(string region, string zone) => AzureRegions.Zones.Contains(zone);

    public string SampleZones(string region) => "\"1\", \"2\"";

    /// <summary>
    /// Dlsv5 has 2 GiB per vCPU, Dsv5 has 4; both without a local disk, with Trusted Launch and accelerated networking, and with SCSI data
    /// disks, whose links Debian's image has (v6 sizes have only NVMe)
    /// (https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/dsv5-series, …/dlsv5-series).
    /// </summary>
    public MachineSize MachineOf(ServicePlan plan) =>
        plan.Machine(
            plan.MemoryPerCpuGiB == 2 ? $"Standard_D{plan.VirtualCpus}ls_v5" : $"Standard_D{plan.VirtualCpus}s_v5",
            rootGiB: RootGiB
        );

    /// <summary>
    /// The smallest size with accelerated networking, Trusted Launch and SCSI disks
    /// (https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/basv2-series).
    /// </summary>
    public MachineSize BastionMachine => new("Standard_B2ats_v2", 2, 1024, RootGiB);

    /// <summary><c>standardDSv5Family</c> of <c>Standard_D2s_v5</c>, as in `az vm list-usage`.</summary>
    public string FamilyOf(string machine) =>
        // Its letters do not follow the rule: the family is named after the series, Basv2.
        machine == BastionMachine.Name
            ? "standardBasv2Family"
            : MachineSizeName()
                .Replace(machine, size =>
                    $"standard{size.Groups[1].Value}{size.Groups[2].Value.ToUpperInvariant()}{size.Groups[3].Value}Family"
                );

    public bool MayHave(string zone, string family) => true;

    public bool HasDebianImages(string region) => !Array.Exists(Apart, prefix => region.StartsWith(prefix, StringComparison.Ordinal));

    [GeneratedRegex(@"^Standard_([A-Z]+)\d+([a-z]*)_(v\d+)\z")]
    private static partial Regex MachineSizeName();
}
