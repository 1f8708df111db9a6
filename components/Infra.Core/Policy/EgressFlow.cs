using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Policy;

/// <summary>What the nodes of a service may open connections to, outside their own service.</summary>
/// <param name="Key">Stable, by meaning: <c>orders-db/time/platform</c>.</param>
/// <param name="Service">The service whose nodes are the source.</param>
/// <param name="Zone">The name people read: <see cref="FlowZones.Platform"/>, <see cref="FlowZones.Internet"/> or <see cref="FlowZones.Destination"/>.</param>
/// <param name="Cidrs">The destination, merged and sorted; never empty.</param>
/// <param name="Protocol">Null: every protocol.</param>
/// <param name="Ports">Destination ports, sorted, without duplicates; empty: all of them.</param>
/// <param name="Reason">For people: what it is for.</param>
public sealed record EgressFlow(
    string Key,
    string Service,
    string Zone,
    ImmutableArray<Cidr> Cidrs,
    IpProtocol? Protocol,
    ImmutableArray<int> Ports,
    string Reason
)
{
    /// <summary>
    /// Whether it is for root's programs alone: what answers tells secrets, or takes orders, and a service's own user has no business
    /// there. Only the node itself knows who opens a connection; the cloud's filters let it out for all. All other programs are
    /// refused there, also where another flow contains the address.
    /// </summary>
    public bool ForRootAlone { get; init; }
}
