using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.Spec;

/// <summary>What the operator wrote under <c>infra:project</c>, checked: every value here is valid by itself.</summary>
/// <param name="Name">1-20 characters, <c>[a-z][a-z0-9-]*</c>, no trailing dash: it becomes part of every cloud name.</param>
/// <param name="Region">The cloud's own region name; <c>local</c> for the local cloud.</param>
/// <param name="Cidr">
/// The project's private IPv4 network, RFC 1918; with <c>Network</c> that network's range, others' subnets included.
/// </param>
/// <param name="ZoneCount">How many availability zones nodes are spread over, 1-6.</param>
/// <param name="ManagementSources">From where operators may log in over SSH; sorted, without duplicates.</param>
/// <param name="Services">By name; a map, so that order in the file means nothing.</param>
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
    /// <summary>The cloud's names of the zones, sorted, where the file names them; empty where it only gives their number.</summary>
    public ImmutableArray<string> ZoneNames { get; init; } = [];

    /// <summary>Where the project's ports begin, where the file says so; null: drawn from the project's name.</summary>
    public int? BasePort { get; init; }

    /// <summary>The destinations that nodes may connect to.</summary>
    public EgressSpec Egress { get; init; } = new EgressSpec.Open();

    /// <summary>By name. A peering alone opens nothing: who is let in, services say.</summary>
    public ImmutableSortedDictionary<string, PeeringSpec> Peerings { get; init; } =
        ImmutableSortedDictionary.Create<string, PeeringSpec>(StringComparer.Ordinal);

    /// <summary>Whether clouds, engine and compiler refuse to let go of what holds data; see docs/termination-protection.md.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>How long the network's flow logs are kept, in days; null: none are written.</summary>
    public int? FlowLogDays { get; init; }

    /// <summary>The network that nodes are put into where it exists already; null: the project makes its own.</summary>
    public ExistingNetworkSpec? Network { get; init; }

    /// <summary>The public zone that the project's names are in; null: it has none.</summary>
    public DnsSpec? Dns { get; init; }

    /// <summary>Whether a second, stateless layer stands around the subnets; on AWS alone.</summary>
    public bool NetworkAcls { get; init; }

    /// <summary>
    /// Networks from which a route of the operators' own, made by hand, leads to nodes' private addresses: a VPN, a transit
    /// gateway. Merged, sorted.
    /// </summary>
    public ImmutableArray<Cidr> ManagementRoutes { get; init; } = [];

    /// <summary>
    /// AWS account, Azure subscription or Google Cloud project that all is made in, as its cloud writes it; null: whatever the credentials
    /// are for.
    /// </summary>
    public string? Account { get; init; }

    /// <summary>How nodes without public addresses get out of a network of the project's own.</summary>
    public NatMode Nat { get; init; } = NatMode.PerZone;

    /// <summary>The operators' own tags (Google Cloud: labels) for all that takes any, besides the program's.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Quotas of the cloud's own firewall that the account has otherwise than by default; see <see cref="Catalog.CloudQuota"/>.
    /// </summary>
    public ImmutableSortedDictionary<string, int> Quotas { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
}

/// <summary>One data service: a group of nodes of one type.</summary>
/// <param name="Type">A name in the catalogue, e.g. <c>postgresql</c>.</param>
/// <param name="Plan">The size, a name in the catalogue, e.g. <c>business-8</c>.</param>
/// <param name="Nodes">Number of nodes, from the file or else from the plan.</param>
/// <param name="AllowedSources">
/// Who may connect unless <see cref="ServiceSpec.Components"/> says otherwise: IPv4 and IPv6 networks, a set (sorted, merged). Empty:
/// nobody.
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
    /// <summary>False: sources on the internet are not let in, even if <see cref="AllowedSources"/> holds them.</summary>
    public bool PublicAccess { get; init; } = true;

    /// <summary>
    /// Whether the service's nodes have public addresses: the file says so for the service or one of its components. The
    /// default of <see cref="PublicAccess"/> gives none.
    /// </summary>
    public bool PublicAddresses { get; init; }

    /// <summary>Components that have an access of their own, by name; it stands instead of the service's, never beside it.</summary>
    public ImmutableSortedDictionary<string, ClientAccess> Components { get; init; } =
        ImmutableSortedDictionary.Create<string, ClientAccess>(StringComparer.Ordinal);

    /// <summary>Who may connect to a component: merged, sorted; empty means nobody.</summary>
    public ImmutableArray<Cidr> SourcesOf(string component) =>
        (Components.GetValueOrDefault(component) ?? new ClientAccess(AllowedSources, PublicAccess)).Sources;

    /// <summary>Every network the file names for this service, let in or not: a set, sorted.</summary>
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
    /// <summary>One a zone: losing a zone takes no other zone's way out with it.</summary>
    PerZone,

    /// <summary>One, in the first zone, for all.</summary>
    One,

    /// <summary>None: a node without a public address reaches nothing outside the network.</summary>
    None,
}

/// <summary>How traffic between nodes of one service is encrypted.</summary>
public enum MeshKind
{
    WireGuard,
    IPsec,
}
