using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;

namespace Infra.Core.Topology;

/// <summary>Everything to be deployed: zones, subnets, nodes, addresses and ports, all pinned by the lock file.</summary>
/// <param name="Ula">The project's own IPv6 /48 (RFC 4193), derived from its name; used by the mesh and the local cloud.</param>
/// <param name="Zones">In key order; only those in use.</param>
/// <param name="Subnets">In key order.</param>
/// <param name="Nodes">In key order.</param>
/// <param name="Ports">From service name and component name to the port that its nodes listen on (10000-30000).</param>
public sealed record ProjectTopology(
    Cidr Cidr,
    Cidr Ula,
    ImmutableArray<Zone> Zones,
    ImmutableArray<Subnet> Subnets,
    ImmutableArray<Node> Nodes,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> Ports
)
{
    /// <summary>The VMs that operators pass on their way to nodes, in key order; empty unless the file asks for them.</summary>
    public ImmutableArray<Bastion> Bastions { get; init; } = [];

    /// <summary>
    /// From zone key to the private address of that zone's NAT gateway, on clouds where one takes an address of the public subnet and would
    /// otherwise choose a bastion's; empty without bastions.
    /// </summary>
    public ImmutableSortedDictionary<string, IpAddr> NatGatewayAddresses { get; init; } =
        ImmutableSortedDictionary.Create<string, IpAddr>(StringComparer.Ordinal);

    /// <summary>
    /// Services whose nodes may be using either of two kinds of mesh, until a run is recorded that has changed all of them.
    /// </summary>
    public ImmutableSortedSet<string> SwitchingMeshes { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Every VM of the project: the nodes of services, then the bastions.</summary>
    public IEnumerable<Node> Machines => Nodes.Concat(Bastions.Select(bastion => bastion.Machine));

    /// <summary>The VMs of a service, or the bastions if it is <see cref="Bastion.Owner"/>.</summary>
    public IEnumerable<Node> MachinesOf(string owner) => Machines.Where(machine => machine.Service == owner);

    /// <summary>From a network ACL rule's key to its number; empty without network ACLs.</summary>
    public ImmutableSortedDictionary<string, int> AclNumbers { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
}

/// <summary>An availability zone.</summary>
/// <param name="Key">A letter, stable: <c>a</c> to <c>f</c>.</param>
/// <param name="Index">0 for <c>a</c>.</param>
/// <param name="Name">The cloud's own name, e.g. <c>eu-west-1a</c>, <c>local-a</c>.</param>
public sealed record Zone(string Key, int Index, string Name);

/// <summary>What a subnet is for; each zone has one of each except the last.</summary>
public enum SubnetRole
{
    /// <summary>The nodes.</summary>
    Workload,

    /// <summary>NAT gateways and bastions; empty if the deployment has neither.</summary>
    Public,

    /// <summary>
    /// Nodes with public addresses, on clouds where they cannot share a subnet with nodes without (AWS). Only in zones with such nodes.
    /// </summary>
    Exposed,
}

/// <summary>A subnet of one zone.</summary>
/// <param name="Key"><c>workload-a</c>, <c>public-b</c>, <c>exposed-a</c>, …: names resources, never changes.</param>
/// <param name="Cidr6">A /64 of the ULA if the cloud supports it (local); otherwise null.</param>
/// <param name="Gateway">First address of <paramref name="Cidr"/>, the router.</param>
public sealed record Subnet(string Key, SubnetRole Role, Zone Zone, Cidr Cidr, Cidr? Cidr6, IpAddr Gateway);

/// <summary>
/// A node: one VM of a service, or a bastion's. Its key outlives the VM; a replacement has the next generation.
/// </summary>
/// <param name="Key"><c>&lt;service&gt;-&lt;slot&gt;</c>, e.g. <c>orders-db-1</c>, <c>bastion-1</c>.</param>
/// <param name="Service">Whose it is: a service, or <see cref="Bastion.Owner"/>.</param>
/// <param name="Slot">1-based.</param>
/// <param name="Generation">From 1; incremented with each replacement.</param>
/// <param name="Address">The current generation's private IPv4 address.</param>
/// <param name="AlternateAddress">The next generation's, so that old and new can run side by side.</param>
/// <param name="Address6">Private IPv6 address in the network if the cloud has one (local); otherwise null.</param>
/// <param name="MeshAddress">Address inside the tunnel, in the ULA's mesh /64. The same in every generation.</param>
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
    /// <summary>The machine that its VM was created with; the service's plan may have changed since.</summary>
    public required MachineSize Machine { get; init; }

    /// <summary>The cloud's ID of the image that this generation's VM was created from; null if not yet recorded.</summary>
    public string? Image { get; init; }

    /// <summary>The customer's key that its disks are encrypted with, in the cloud's terms; null: the cloud's own.</summary>
    public string? DiskKey { get; init; }

    /// <summary>Whether its volumes started empty and the service has not been reported as having refilled them.</summary>
    public bool IsRefilling { get; init; }

    /// <summary>
    /// Whether this generation has a public IPv4 address. A node's exists as long as the VM; a bastion's stays with the key, so that
    /// allowlists and operators' settings outlive a replacement.
    /// </summary>
    public bool HasPublicAddress { get; init; }

    /// <summary>Whether it is a bastion's VM: nothing else of ours is in a public subnet.</summary>
    public bool IsBastion => Subnet.Role == SubnetRole.Public;

    /// <summary>The public address if the plan assigns it (local); null if the cloud does, or there is none.</summary>
    public IpAddr? PublicAddress { get; init; }
}

/// <summary>A data volume of a node.</summary>
/// <param name="Name">As in the stack file; also the mount point <c>/srv/&lt;name&gt;</c>.</param>
/// <param name="DevicePath">A stable path under <c>/dev/disk</c>; on AWS a pattern until the volume exists.</param>
public sealed record Volume(string Name, int SizeGiB, string DevicePath)
{
    /// <summary>The number it is attached under if the cloud attaches by number (Azure's LUN, 0-3); otherwise null.</summary>
    public int? Number { get; init; }
}
