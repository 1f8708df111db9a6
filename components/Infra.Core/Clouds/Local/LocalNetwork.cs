using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Clouds.Local;

/// <summary>
/// The names and addresses of one stack's local cloud on its machine, all derived from the project's and the stack's names: two stacks can
/// run side by side, and a test knows where to probe.
/// </summary>
/// <param name="Id">8 hex digits, part of every name on the machine.</param>
/// <param name="LinkHost">The host's end of its one link into the lab, in a /30 of 100.64.0.0/10.</param>
/// <param name="LinkManagement">The lab's end: operators log in there, on <see cref="LocalMachine.SshPort"/>.</param>
/// <param name="Management">Simulated operators: the first host of the first management source of each family.</param>
/// <param name="Clients">
/// Simulated clients: the first host of each source that any service allows, sorted; none for the project's own networks.
/// </param>
/// <param name="Internet">Simulated hosts for everyone else.</param>
public sealed record LocalNetwork(
    string Id,
    IpAddr LinkHost,
    IpAddr LinkManagement,
    ImmutableArray<IpAddr> Management,
    ImmutableArray<IpAddr> Clients,
    ImmutableArray<IpAddr> Internet
)
{
    // Shared address space (RFC 6598): no project may use it, and few machines do.
    private static readonly Cidr Links = Cidr.Parse("100.64.0.0/10");
    private const int LinkPrefixLength = 30;

    // Documentation networks (RFC 5737, RFC 3849).
    private static readonly ImmutableArray<IpAddr> OutsideWorld = [IpAddr.Parse("203.0.113.10"), IpAddr.Parse("2001:db8:ffff::10")];

    /// <summary>The nodes' public addresses, from the benchmarking networks (RFC 2544): not private, and not on the internet.</summary>
    internal static readonly Cidr PublicAddresses = Cidr.Parse("198.19.0.0/16");

    /// <summary>Whether this machine has an address to log in from; otherwise the stack file is rejected.</summary>
    internal static bool HasWayIn(ProjectSpec spec) => WaysIn(spec).Any(address => address.Family == IpFamily.V4);

    /// <exception cref="InvalidOperationException">
    /// No management source is IPv4 and outside the nodes' public addresses, so the host cannot reach the lab.
    /// </exception>
    public static LocalNetwork Of(ProjectPlan plan, string stack)
    {
        var digest = Stable.Sha256Hex($"{plan.Spec.Name}/{stack}");
        var link = Links.Subnet(LinkPrefixLength, Convert.ToUInt32(digest[8..16], 16) >> (32 - LinkPrefixLength + Links.PrefixLength));
        var management = WaysIn(plan.Spec);
        if (!HasWayIn(plan.Spec))
        {
            throw new InvalidOperationException($"managementSources has no IPv4 network outside {PublicAddresses}.");
        }

        var sources = plan.Spec.Services.Values.SelectMany(service => service.NamedSources).Distinct().Order();
        return new LocalNetwork(
            digest[..8],
            link.Network.Add(1),
            link.Network.Add(2),
            management,
            StandIns.Each(sources, [plan.Topology.Cidr, plan.Topology.Ula, PublicAddresses], [.. management, .. OutsideWorld]),
            OutsideWorld
        );
    }

    /// <summary>A node's public address by its mesh number, which never changes; the router translates it to the node.</summary>
    internal static IpAddr PublicAddress(int number) => PublicAddresses.Network.Add((UInt128)number);

    /// <summary>The public address that a node has, or would have if its service were public.</summary>
    public static IpAddr PublicAddressFor(Node node) => PublicAddresses.Network.Add(LocalMachine.NumberOf(node));

    /// <summary>
    /// Whether the router forwards packets from a source to a public address: not from private networks, which on no cloud reach one under
    /// their own address.
    /// </summary>
    public static bool ReachesPublicAddresses(IpAddr source) =>
        source.Family == IpFamily.V4 && !PrivateNetworks.All.Any(network => network.Contains(source));

    /// <summary>The network namespace of one of <c>router</c>, <c>mgmt</c>, <c>client</c>, <c>internet</c>.</summary>
    public string Namespace(string part) => $"infra-{Id}-{part}";

    private static ImmutableArray<IpAddr> WaysIn(ProjectSpec spec) =>
        [.. StandIns.PerFamily(spec.ManagementSources.Where(source => !PublicAddresses.Contains(source)))];
}
