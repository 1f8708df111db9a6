using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds.Aws;

namespace Infra.Core.Clouds.Local;

/// <summary>Real VMs on one machine: like AWS wherever a value can be chosen, so that what boots here fits there.</summary>
internal sealed partial class LocalCloud : ICloud
{
    private const string Region = Catalog.Regions.Local;

    public CloudKind Kind => CloudKind.Local;

    public string Word => "local";

    public string Title => "the local cloud";

    public bool IsThisMachine => true;

    public CloudLimits Limits => LocalLimits.All;

    public TagRules Tags => AwsLimits.Tags;

    public ImmutableArray<CloudQuota> Quotas => [];

    public CloudQuota? NetworkPeerings => null;

    public CloudQuota? PeerRoutes => null;

    public ImmutableArray<string> Regions { get; } = [Region];

    public string SampleRegion => Region;

    public bool ZonesNameTheirRegion => true;

    public ListPrices? Prices => null;

    public int? AddressesOfAName => null;

    public ImmutableArray<string>? ZonesOf(string region) => region == Region ? [.. "abcdef".Select(letter => $"{Region}-{letter}")] : null;

    public bool IsZoneOf(string region, string zone) => ZonesOf(region)?.Contains(zone) ?? false;

    public string SampleZones(string region) => $"{Region}-a, {Region}-b";

    /// <summary>
    /// Every plan is the same small VM: several of them share one developer's machine, and what is tested there (boot, disks, firewall,
    /// mesh) does not depend on size.
    /// </summary>
    public MachineSize MachineOf(ServicePlan plan) => new("vm-768", 1, 768, 4);

    public MachineSize BastionMachine => new("vm-768", 1, 768, 4);

    public string FamilyOf(string machine) => machine;

    public bool MayHave(string zone, string family) => true;

    /// <summary>It builds its own images.</summary>
    public bool HasDebianImages(string region) => true;
}
