using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;

namespace Infra.Core.Topology;

/// <summary>What will exist: zones, subnets, nodes, addresses and ports, every one of them pinned by the lock file.</summary>
/// <param name="Ula">The project's own IPv6 /48 (RFC 4193), from its name; the mesh and the local cloud draw from it.</param>
/// <param name="Zones">In key order; only those in use.</param>
/// <param name="Subnets">In key order.</param>
/// <param name="Nodes">In key order.</param>
/// <param name="Ports">Service name, then component name, to the port its nodes listen on (10000-30000).</param>
public sealed record ProjectTopology(
    Cidr Cidr,
    Cidr Ula,
    ImmutableArray<Zone> Zones,
    ImmutableArray<Subnet> Subnets,
    ImmutableArray<Node> Nodes,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> Ports
)
{
    /// <summary>Key of a network ACL's rule to its number; empty where there is no such list.</summary>
    public ImmutableSortedDictionary<string, int> AclNumbers { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
}

/// <summary>An availability zone.</summary>
/// <param name="Key">A letter, stable: <c>a</c> to <c>f</c>.</param>
/// <param name="Index">0 for <c>a</c>.</param>
/// <param name="Name">The cloud's own name, e.g. <c>eu-west-1a</c>, <c>local-a</c>.</param>
public sealed record Zone(string Key, int Index, string Name);

/// <summary>What a subnet is for; each zone has one of each but the last.</summary>
public enum SubnetRole
{
    /// <summary>The nodes.</summary>
    Workload,

    /// <summary>NAT gateways, bastions; empty where the deployment has neither.</summary>
    Public,

    /// <summary>
    /// Nodes with public addresses, where these cannot stand beside nodes without (AWS). Only zones that have such nodes have
    /// one.
    /// </summary>
    Exposed,
}

/// <summary>A subnet of one zone.</summary>
/// <param name="Key"><c>workload-a</c>, <c>public-b</c>, <c>exposed-a</c>, …: names resources, never changes.</param>
/// <param name="Cidr6">A /64 of the ULA, where the cloud uses it (local); else null.</param>
/// <param name="Gateway">First address of <paramref name="Cidr"/>, the router.</param>
public sealed record Subnet(string Key, SubnetRole Role, Zone Zone, Cidr Cidr, Cidr? Cidr6, IpAddr Gateway);

/// <summary>A node: one VM of a service. Its key outlives the VM; a replacement takes the next generation.</summary>
/// <param name="Key"><c>&lt;service&gt;-&lt;slot&gt;</c>, e.g. <c>orders-db-1</c>.</param>
/// <param name="Slot">1-based.</param>
/// <param name="Generation">Starts at 1, one higher with each replacement.</param>
/// <param name="Address">The current generation's private IPv4 address.</param>
/// <param name="AlternateAddress">The next generation's: old and new can run side by side.</param>
/// <param name="Address6">Private IPv6 address on the network, where the cloud has one (local); else null.</param>
/// <param name="MeshAddress">Address inside the tunnel, in the ULA's mesh /64. Same in every generation.</param>
public sealed record Node(
    string Key,
    string Service,
    int Slot,
    int Generation,
    Zone Zone,
    Subnet Subnet,
    IpAddr Address,
    IpAddr AlternateAddress,
    IpAddr? Address6,
    IpAddr MeshAddress,
    ImmutableArray<Volume> Volumes
)
{
    /// <summary>The machine its VM was made with; the plan of the service may have moved on.</summary>
    public required MachineSize Machine { get; init; }

    /// <summary>The cloud's id of the image that this generation's VM was made from; null where that is not recorded yet.</summary>
    public string? Image { get; init; }

    /// <summary>Whether its volumes started empty and nobody has said yet that the service has made up for them.</summary>
    public bool IsRefilling { get; init; }

    /// <summary>Whether this generation has a public IPv4 address. It lives and dies with the VM.</summary>
    public bool HasPublicAddress { get; init; }

    /// <summary>The public address, where the plan gives it (local); null where the cloud does, or there is none.</summary>
    public IpAddr? PublicAddress { get; init; }
}

/// <summary>A data volume of a node.</summary>
/// <param name="Name">As in the stack file; also the mount point <c>/srv/&lt;name&gt;</c>.</param>
/// <param name="DevicePath">A stable path under <c>/dev/disk</c>; on AWS a pattern until the volume exists.</param>
public sealed record Volume(string Name, int SizeGiB, string DevicePath)
{
    /// <summary>The number it is attached under where the cloud attaches by number (Azure's LUN, 0-3); else null.</summary>
    public int? Number { get; init; }
}
