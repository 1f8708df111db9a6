using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Byoc;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.Spec;

/// <summary>The contents of <c>infra:project</c>, validated: every value here is valid on its own.</summary>
/// <param name="Name">1-20 characters, <c>[a-z][a-z0-9-]*</c>, no trailing dash: it becomes part of every cloud resource's name.</param>
/// <param name="Region">The cloud's own region name; <c>local</c> for the local cloud.</param>
/// <param name="Cidr">
/// The project's private IPv4 network, RFC 1918; with <c>Network</c>, that network's range, including subnets of others.
/// </param>
/// <param name="ZoneCount">Number of availability zones that nodes are spread over, 1-6.</param>
/// <param name="ManagementSources">Where operators may log in from over SSH; sorted, without duplicates.</param>
/// <param name="Services">By name; a map, so that order in the file does not matter.</param>
public sealed record ProjectSpec(
    string Name,
    CloudKind Cloud,
    string Region,
    DeploymentModel Deployment,
    Cidr Cidr,
    int ZoneCount,
    ImmutableArray<Cidr> ManagementSources,
    ImmutableSortedDictionary<string, ServiceSpec> Services
)
{
    /// <summary>The cloud's zone names, sorted, if the file lists them; empty if it gives only their number.</summary>
    public ImmutableArray<string> ZoneNames { get; init; } = [];

    /// <summary>The first of the project's ports if the file sets it; null if it is derived from the project's name.</summary>
    public int? BasePort { get; init; }

    /// <summary>The destinations that nodes may connect to.</summary>
    public EgressSpec Egress { get; init; } = new EgressSpec.Open();

    /// <summary>By name. A peering alone admits no traffic: services list whom they admit.</summary>
    public ImmutableSortedDictionary<string, PeeringSpec> Peerings { get; init; } =
        ImmutableSortedDictionary.Create<string, PeeringSpec>(StringComparer.Ordinal);

    /// <summary>Whether clouds, engine and compiler refuse to delete what holds data; see docs/termination-protection.md.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>Retention of the network's flow logs in days; null if there are none.</summary>
    public int? FlowLogDays { get; init; }

    /// <summary>The existing network that nodes are put into; null if the project creates its own.</summary>
    public ExistingNetworkSpec? Network { get; init; }

    /// <summary>The public zone that contains the project's names; null if it has none.</summary>
    public DnsSpec? Dns { get; init; }

    /// <summary>Whether the subnets get a second, stateless firewall layer; AWS only.</summary>
    public bool NetworkAcls { get; init; }

    /// <summary>Networks with an operator-managed route to nodes' private addresses: a VPN, a transit gateway. Merged, sorted.</summary>
    public ImmutableArray<Cidr> ManagementRoutes { get; init; } = [];

    /// <summary>How the program and operators get to the nodes' sshd.</summary>
    public AccessPath Access { get; init; } = new AccessPath.Direct();

    /// <summary>Where nodes are reached instead of at their addresses, by node key; empty unless the file says so.</summary>
    public ImmutableSortedDictionary<string, Endpoint> Endpoints =>
        Access is AccessPath.Endpoints { Nodes: var nodes } ? nodes : ImmutableSortedDictionary<string, Endpoint>.Empty;

    /// <summary>
    /// Where the connections of a tunnel come from, which nodes then admit to SSH: instead of <see cref="ManagementSources"/> with
    /// <see cref="AccessPath.Endpoints"/>, beside them with <see cref="AccessPath.Direct"/>. Null if the file has none.
    /// </summary>
    public TunnelSpec? Tunnel { get; init; }

    /// <summary>
    /// AWS account, Azure subscription or Google Cloud project that everything is created in, in the cloud's own spelling; null if the
    /// credentials decide.
    /// </summary>
    public string? Account { get; init; }

    /// <summary>What the cloud's provider runs as; null for the identity of the environment's credentials.</summary>
    public RunAs? RunAs { get; init; }

    /// <summary>The customer's own key for the volumes of new VMs, in the cloud's terms; null for the cloud's default.</summary>
    public string? DiskKey { get; init; }

    /// <summary>Groups of the customer's that every node joins, in the cloud's terms: sorted, without duplicates.</summary>
    public ImmutableArray<string> ExtraSecurityGroups { get; init; } = [];

    /// <summary>What a project in the customer's account exposes to the internet; null for other deployments.</summary>
    public Exposure? Exposure { get; init; }

    /// <summary>
    /// Whether the network has a way of its own to the cloud's object storage, besides NAT and the internet; AWS always has one.
    /// </summary>
    public bool HasStorageEndpoint => Deployment == DeploymentModel.Byoc;

    /// <summary>
    /// Whether the project cannot be deleted as a whole: while it is protected or, in the customer's account, while it has services.
    /// </summary>
    /// <remarks>What holds the protection is the project's own network, or without one a mark: <see cref="IsMarked"/>.</remarks>
    public bool IsProtected => TerminationProtection || (Deployment == DeploymentModel.Byoc && !Services.IsEmpty);

    /// <summary>Whether a mark stands for the project, which has no network of its own that could be protected.</summary>
    public bool IsMarked => Deployment == DeploymentModel.Byoc && Network is not null;

    /// <summary>How nodes without public addresses reach the internet from a network of the project's own.</summary>
    public NatMode Nat { get; init; } = NatMode.PerZone;

    /// <summary>
    /// The operators' own tags (Google Cloud: labels) for every resource that supports them, in addition to the program's.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Cloud firewall quotas that differ from the default in this account; see <see cref="Catalog.CloudQuota"/>.</summary>
    public ImmutableSortedDictionary<string, int> Quotas { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
}

/// <summary>One data service: a group of nodes of one type.</summary>
/// <param name="Type">A name in the catalog, e.g. <c>postgresql</c>.</param>
/// <param name="Plan">The size, a name in the catalog, e.g. <c>business-8</c>.</param>
/// <param name="Nodes">Number of nodes, from the file or by default from the plan.</param>
/// <param name="AllowedSources">
/// Who may connect unless <see cref="ServiceSpec.Components"/> overrides it: IPv4 and IPv6 networks, sorted, merged. Empty: nobody.
/// </param>
/// <param name="VolumesGiB">Data volumes by name, sizes in GiB.</param>
public sealed record ServiceSpec(
    string Name,
    string Type,
    string Plan,
    int Nodes,
    MeshKind Mesh,
    ImmutableArray<Cidr> AllowedSources,
    ImmutableSortedDictionary<string, int> VolumesGiB
)
{
    /// <summary>If false, sources on the internet are not admitted, even if <see cref="AllowedSources"/> lists them.</summary>
    public bool PublicAccess { get; init; } = true;

    /// <summary>
    /// Whether the service's nodes have public addresses: only if the file requests it for the service or one of its components. The
    /// default of <see cref="PublicAccess"/> grants none.
    /// </summary>
    public bool PublicAddresses { get; init; }

    /// <summary>Components with their own access, by name; it replaces the service's.</summary>
    public ImmutableSortedDictionary<string, ClientAccess> Components { get; init; } =
        ImmutableSortedDictionary.Create<string, ClientAccess>(StringComparer.Ordinal);

    /// <summary>Who may connect to a component: merged, sorted; empty means nobody.</summary>
    public ImmutableArray<Cidr> SourcesOf(string component) =>
        (Components.GetValueOrDefault(component) ?? new ClientAccess(AllowedSources, PublicAccess)).Sources;

    /// <summary>Every network that the file lists for this service, admitted or not: sorted.</summary>
    public ImmutableArray<Cidr> NamedSources =>
        [.. AllowedSources.Concat(Components.Values.SelectMany(access => access.AllowedSources)).Distinct().Order()];
}

/// <summary>How the project is exposed and managed; see docs/stack-file.md.</summary>
public enum DeploymentModel
{
    /// <summary>The operator's own account.</summary>
    Standard,

    /// <summary>Bring your own cloud: the customer's account.</summary>
    Byoc,

    /// <summary>Enhanced compliance environment: no public addresses, no egress.</summary>
    Ece,
}

/// <summary>How many NAT gateways a project's own network has.</summary>
public enum NatMode
{
    /// <summary>One per zone: losing a zone does not cut another zone's egress.</summary>
    PerZone,

    /// <summary>One, in the first zone, shared by all.</summary>
    One,

    /// <summary>None: a node without a public address reaches nothing outside the network.</summary>
    None,
}

/// <summary>
/// How traffic between nodes of one service is encrypted. The two in the middle are the steps between the others: a node accepts both, so
/// that its peers may be a step behind or ahead. In this order: each can talk to those next to it.
/// </summary>
public enum MeshKind
{
    WireGuard,

    /// <summary>Sends through WireGuard, accepts both.</summary>
    WireGuardAcceptingIPsec,

    /// <summary>Sends through IPsec, accepts both.</summary>
    IPsecAcceptingWireGuard,

    IPsec,
}

/// <summary>What a node does for each kind of mesh.</summary>
public static class MeshKinds
{
    /// <summary>Whether a node has a WireGuard tunnel to its peers.</summary>
    public static bool HasWireGuard(this MeshKind mesh) => mesh != MeshKind.IPsec;

    /// <summary>Whether a node has IPsec to its peers.</summary>
    public static bool HasIPsec(this MeshKind mesh) => mesh != MeshKind.WireGuard;

    /// <summary>Whether a node sends to its peers through IPsec.</summary>
    public static bool SendsByIPsec(this MeshKind mesh) => mesh is MeshKind.IPsec or MeshKind.IPsecAcceptingWireGuard;
}
