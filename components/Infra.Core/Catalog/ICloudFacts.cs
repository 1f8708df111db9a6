using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>A cloud in numbers, names and lists: what it is called, gives, charges and limits. Nothing here depends on a project.</summary>
internal interface ICloudFacts : ICloudPart
{
    /// <summary>In the stack file: <c>aws</c>.</summary>
    string Word { get; }

    /// <summary>As sentences call it, to stand before "takes" and "has".</summary>
    string Title { get; }

    /// <summary>Whether `infra up` makes it, on this machine and with nobody's credentials; else `pulumi up` does, in an account.</summary>
    bool IsThisMachine { get; }

    CloudLimits Limits { get; }

    TagRules Tags { get; }

    /// <summary>What a stack file may state under <c>quotas</c>, those of peerings last; empty where accounts have none.</summary>
    ImmutableArray<CloudQuota> Quotas { get; }

    /// <summary>Peerings of one network, in any state; null where there are no peerings.</summary>
    CloudQuota? NetworkPeerings { get; }

    /// <summary>Routes of one table, where peered networks are routes of ours; else null.</summary>
    CloudQuota? PeerRoutes { get; }

    /// <summary>Known regions, sorted, those without zones among them.</summary>
    ImmutableArray<string> Regions { get; }

    /// <summary>A region for examples; it has three zones.</summary>
    string SampleRegion { get; }

    /// <summary>
    /// The cloud's names of a region's zones, in the order in which a project takes them; empty for a region that has none, null
    /// for an unknown region.
    /// </summary>
    ImmutableArray<string>? ZonesOf(string region);

    /// <summary>Whether a zone's name belongs to a region, by the cloud's own form of names.</summary>
    bool IsZoneOf(string region, string zone);

    /// <summary>Two zones of a region as they would be named, for messages: <c>eu-west-1a, eu-west-1b</c>.</summary>
    string SampleZones(string region);

    /// <summary>Whether a zone's name says which region it is in.</summary>
    bool ZonesNameTheirRegion { get; }

    /// <summary>The machine a node of a plan gets.</summary>
    MachineSize MachineOf(ServicePlan plan);

    /// <summary>The family of a machine: what zones offer or lack as a whole, and what quotas count by.</summary>
    /// <param name="machine">As the cloud calls it; one that is none of the plans' too.</param>
    string FamilyOf(string machine);

    /// <summary>False where the zone is known not to have the family.</summary>
    bool MayHave(string zone, string family);

    /// <summary>False in a partition of its own, of which nobody has said that Debian's images are there.</summary>
    bool HasDebianImages(string region);

    /// <summary>Null where nothing is billed.</summary>
    ListPrices? Prices { get; }

    /// <summary>Most addresses that one name may have in the cloud's DNS; null where no service has as many nodes.</summary>
    int? AddressesOfAName { get; }
}
