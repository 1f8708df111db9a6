using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>The content of the lock file: permanent allocations.</summary>
/// <param name="Cidr">The network that contains the addresses; a project's network never changes.</param>
/// <param name="BasePort">The first of the project's ports.</param>
/// <param name="Zones">From zone key (<c>a</c>-<c>f</c>) to the cloud's name.</param>
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
    /// <summary>The format that is written. Format 1, without a checksum, can be read too.</summary>
    internal const int Version = 2;

    /// <summary>The first format with a checksum.</summary>
    internal const int SealedVersion = 2;

    /// <summary>The section of the bastions.</summary>
    internal const string BastionsKey = "bastions";

    /// <summary>Whether the file read had a checksum.</summary>
    internal bool IsSealed { get; init; } = true;

    /// <summary>The region, if zone names do not contain it (<see cref="Catalog.Regions.ZonesNameTheirRegion"/>); otherwise null.</summary>
    internal string? Region { get; init; }

    /// <summary>From a network ACL rule's key to its number; empty without network ACLs.</summary>
    internal ImmutableSortedDictionary<string, int> NetworkAcl { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>From zone key to its nodes' subnet, if the subnets are not ours; empty if we lay them out.</summary>
    internal ImmutableSortedDictionary<string, Cidr> Subnets { get; init; } =
        ImmutableSortedDictionary.Create<string, Cidr>(StringComparer.Ordinal);

    /// <summary>By slot, from 1; empty without bastions. The longest-standing one has the lowest number: nodes admit it already.</summary>
    internal ImmutableSortedDictionary<int, LockedNode> Bastions { get; init; } = ImmutableSortedDictionary<int, LockedNode>.Empty;

    /// <summary>Everything with addresses: the nodes of all services, then the bastions.</summary>
    internal IEnumerable<LockedNode> Machines => Services.Values.SelectMany(service => service.Nodes.Values).Concat(Bastions.Values);

    /// <summary>
    /// The subnet of a zone's nodes; those with public addresses may have their own. Null if the zone has no such subnet.
    /// </summary>
    /// <param name="role"><see cref="SubnetRole.Public"/> for bastions, which only a network of the project's own has.</param>
    internal Cidr? NodeSubnet(string zone, SubnetRole role)
    {
        var index = SubnetLayout.ZoneKeys.IndexOf(zone, StringComparison.Ordinal);
        return (role, Subnets.TryGetValue(zone, out var existing)) switch
        {
            (SubnetRole.Workload, true) => existing,
            (SubnetRole.Exposed or SubnetRole.Public, true) => null,
            (SubnetRole.Exposed, false) when !SubnetLayout.HasExposed(Cidr, index) => null,
            _ => SubnetLayout.Of(Cidr, role, index),
        };
    }

    /// <summary>Which of its zone's subnets a node is in, determined from its addresses.</summary>
    internal SubnetRole RoleOf(LockedNode node) =>
        NodeSubnet(node.Zone, SubnetRole.Exposed) is { } exposed && exposed.Contains(node.First) ? SubnetRole.Exposed : SubnetRole.Workload;
}

/// <param name="Ports">By component.</param>
/// <param name="Nodes">By slot, from 1.</param>
internal sealed record LockedService(ImmutableSortedDictionary<string, int> Ports, ImmutableSortedDictionary<int, LockedNode> Nodes)
{
    /// <summary>
    /// Removed slots, with their last generation, until the service's redundancy is restored. If a new node reuses the name before that,
    /// its volumes need other names.
    /// </summary>
    internal ImmutableSortedDictionary<int, int> Removed { get; init; } = ImmutableSortedDictionary<int, int>.Empty;

    /// <summary>
    /// What its nodes may be using, in the order of the kinds: one, or two next to each other until a run has changed all nodes.
    /// </summary>
    internal ImmutableArray<MeshKind> Meshes { get; init; } = MeshSwitch.Default;

    /// <summary>From volume to its number, if volumes have numbers: see <see cref="VolumeNumbers"/>.</summary>
    internal ImmutableSortedDictionary<string, int> Volumes { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
}

/// <summary>The allocations of a slot.</summary>
/// <param name="Zone">Zone key.</param>
/// <param name="First">Address of odd generations.</param>
/// <param name="Second">Address of even generations.</param>
/// <param name="Mesh">Number in the mesh's /64, from 1.</param>
/// <param name="Generation">From 1; incremented with each replacement of the VM.</param>
/// <param name="Shape">What the VM was created from.</param>
internal sealed record LockedNode(string Zone, IpAddr First, IpAddr Second, int Mesh, int Generation, NodeShape Shape)
{
    /// <summary>Whether its volumes started empty in a service that had nodes, and have not been reported as refilled.</summary>
    internal bool Refilling { get; init; }

    /// <summary>The cloud's ID of the image that its VM was created from; null if not yet recorded.</summary>
    internal string? Image { get; init; }

    internal IpAddr Current => Generation % 2 == 1 ? First : Second;

    internal IpAddr Alternate => Generation % 2 == 1 ? Second : First;
}
