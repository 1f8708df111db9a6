using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Topology;

/// <summary>What has been allocated, once and for good: the lock file's content.</summary>
/// <param name="Cidr">The network the addresses lie in; a project's network never changes.</param>
/// <param name="BasePort">Where the project's ports start.</param>
/// <param name="Zones">Zone key (<c>a</c>-<c>f</c>) to the cloud's name.</param>
/// <param name="Services">By name.</param>
internal sealed record LockFile(
    string Project,
    Cidr Cidr,
    Cidr Ula,
    int BasePort,
    ImmutableSortedDictionary<string, string> Zones,
    ImmutableSortedDictionary<string, LockedService> Services
)
{
    /// <summary>The format that is written. Format 1, without a checksum, is read as well.</summary>
    internal const int Version = 2;

    /// <summary>The first format with a checksum.</summary>
    internal const int SealedVersion = 2;

    /// <summary>Whether the file read had a checksum.</summary>
    internal bool IsSealed { get; init; } = true;

    /// <summary>The region, where zone names do not say it (<see cref="Catalog.Regions.ZonesNameTheirRegion"/>); else null.</summary>
    internal string? Region { get; init; }

    /// <summary>Key of a network ACL's rule to its number; empty where there is no such list.</summary>
    internal ImmutableSortedDictionary<string, int> NetworkAcl { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Zone key to the subnet its nodes are in, where subnets are somebody else's; empty where they are laid out by us.</summary>
    internal ImmutableSortedDictionary<string, Cidr> Subnets { get; init; } =
        ImmutableSortedDictionary.Create<string, Cidr>(StringComparer.Ordinal);

    /// <summary>Where a zone's nodes are, those with public addresses perhaps apart; null where the zone has no such subnet.</summary>
    /// <param name="role">Not <see cref="SubnetRole.Public"/>, where no nodes are.</param>
    internal Cidr? NodeSubnet(string zone, SubnetRole role)
    {
        var index = SubnetLayout.ZoneKeys.IndexOf(zone, StringComparison.Ordinal);
        return (role, Subnets.TryGetValue(zone, out var existing)) switch
        {
            (SubnetRole.Workload, true) => existing,
            (SubnetRole.Exposed, true) => null,
            (SubnetRole.Exposed, false) when !SubnetLayout.HasExposed(Cidr, index) => null,
            _ => SubnetLayout.Of(Cidr, role, index),
        };
    }

    /// <summary>Which of its zone's subnets a node is in: its addresses say it.</summary>
    internal SubnetRole RoleOf(LockedNode node) =>
        NodeSubnet(node.Zone, SubnetRole.Exposed) is { } exposed && exposed.Contains(node.First) ? SubnetRole.Exposed : SubnetRole.Workload;
}

/// <param name="Ports">Component to port.</param>
/// <param name="Nodes">By slot, from 1.</param>
internal sealed record LockedService(ImmutableSortedDictionary<string, int> Ports, ImmutableSortedDictionary<int, LockedNode> Nodes)
{
    /// <summary>
    /// Slots that were removed, with the generation they had, until the service has made up for them. Their name may be given to a new
    /// node before that: its volumes must have other names.
    /// </summary>
    internal ImmutableSortedDictionary<int, int> Removed { get; init; } = ImmutableSortedDictionary<int, int>.Empty;

    /// <summary>Volume to its number, where volumes have any: see <see cref="VolumeNumbers"/>.</summary>
    internal ImmutableSortedDictionary<string, int> Volumes { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
}

/// <summary>A slot's allocations.</summary>
/// <param name="Zone">Zone key.</param>
/// <param name="First">Address of odd generations.</param>
/// <param name="Second">Address of even generations.</param>
/// <param name="Mesh">Number in the tunnel's /64, from 1.</param>
/// <param name="Generation">From 1; one higher with each replacement of the VM.</param>
/// <param name="Shape">What the VM was made of.</param>
internal sealed record LockedNode(string Zone, IpAddr First, IpAddr Second, int Mesh, int Generation, NodeShape Shape)
{
    /// <summary>Whether its volumes started empty, in a service that had nodes, and nobody has reported them filled.</summary>
    internal bool Refilling { get; init; }

    /// <summary>The cloud's id of the image that its VM was made from; null where that is not recorded yet.</summary>
    internal string? Image { get; init; }

    internal IpAddr Current => Generation % 2 == 1 ? First : Second;

    internal IpAddr Alternate => Generation % 2 == 1 ? Second : First;
}
