using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>A cloud's numbers, names and lists: terms, resources, prices and limits. Nothing here depends on a project.</summary>
internal interface ICloudFacts : ICloudPart
{
    /// <summary>The keyword in the stack file: <c>aws</c>.</summary>
    string Word { get; }

    /// <summary>The name in sentences, as the subject of "supports" or "has".</summary>
    string Title { get; }

    /// <summary>
    /// True if `infra up` creates it, on this machine and without credentials; otherwise `pulumi up` does, in an account.
    /// </summary>
    bool IsThisMachine { get; }

    CloudLimits Limits { get; }

    TagRules Tags { get; }

    /// <summary>
    /// The quotas that a stack file may state under <c>quotas</c>, with those of peerings last; empty if accounts have none.
    /// </summary>
    ImmutableArray<CloudQuota> Quotas { get; }

    /// <summary>Peerings per network, in any state; null if the cloud has no peerings.</summary>
    CloudQuota? NetworkPeerings { get; }

    /// <summary>Routes per table, if peered networks are routes of ours; otherwise null.</summary>
    CloudQuota? PeerRoutes { get; }

    /// <summary>Known regions, sorted, including those without zones.</summary>
    ImmutableArray<string> Regions { get; }

    /// <summary>A region with three zones, for examples.</summary>
    string SampleRegion { get; }

    /// <summary>
    /// The cloud's names of a region's zones, in the order in which a project uses them; empty for a region without zones, null for an
    /// unknown region.
    /// </summary>
    ImmutableArray<string>? ZonesOf(string region);

    /// <summary>Whether a zone's name belongs to a region, by the cloud's naming scheme.</summary>
    bool IsZoneOf(string region, string zone);

    /// <summary>Two zone names of a region, for messages: <c>eu-west-1a, eu-west-1b</c>.</summary>
    string SampleZones(string region);

    /// <summary>Whether a zone's name contains its region.</summary>
    bool ZonesNameTheirRegion { get; }

    /// <summary>The machine for a plan's nodes.</summary>
    MachineSize MachineOf(ServicePlan plan);

    /// <summary>
    /// The machine for bastions: the smallest that Debian's packages install on without swap (1 GiB), and that has all of what nodes'
    /// machines have (encrypted boot chain, x86-64).
    /// </summary>
    MachineSize BastionMachine { get; }

    /// <summary>The family of a machine: what zones offer or lack as a whole, and what quotas count by.</summary>
    /// <param name="machine">The cloud's name; need not be a machine of a plan.</param>
    string FamilyOf(string machine);

    /// <summary>False if the zone is known to lack the family.</summary>
    bool MayHave(string zone, string family);

    /// <summary>False in a separate partition, where Debian's images are not known to exist.</summary>
    bool HasDebianImages(string region);

    /// <summary>Null if nothing is billed.</summary>
    ListPrices? Prices { get; }

    /// <summary>Maximum number of addresses per name in the cloud's DNS; null if no service has that many nodes.</summary>
    int? AddressesOfAName { get; }
}
