using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Topology;

namespace Infra.Core.Policy;

/// <summary>Who may talk to whom, on what, and why: the intent that every layer of filtering is made from and checked against.</summary>
/// <param name="Key">Stable, by meaning: <c>orders-db/pg/clients</c>. Names rules and resources.</param>
/// <param name="Source">Where connections come from.</param>
/// <param name="Service">The service whose nodes are the destination.</param>
/// <param name="Ports">Destination ports, sorted, without duplicates; empty for protocols that have none.</param>
/// <param name="Reason">For people: what it is for.</param>
public sealed record Flow(string Key, FlowSource Source, string Service, IpProtocol Protocol, ImmutableArray<int> Ports, string Reason)
{
    /// <summary>
    /// Keys of the nodes that are the destination where it is not all of the service's; else null. Only flows inside the
    /// tunnel have any: the cloud's firewall knows services, not nodes.
    /// </summary>
    public ImmutableSortedSet<string>? OnlyTo { get; init; }

    /// <summary>Whether the node is among the destinations.</summary>
    public bool Reaches(Node node) => node.Service == Service && (OnlyTo is null || OnlyTo.Contains(node.Key));
}

/// <summary>The closed list of sources.</summary>
public abstract record FlowSource
{
    private FlowSource() { }

    /// <summary>A fixed set of networks outside the project.</summary>
    /// <param name="Zone">The name people read, one of <see cref="FlowZones"/>; for filters all zones of clients are one, see <see cref="ClientFlows"/>.</param>
    /// <param name="Cidrs">Merged and sorted; never empty in a compiled policy.</param>
    public sealed record Networks(string Zone, ImmutableArray<Cidr> Cidrs) : FlowSource;

    /// <summary>The other nodes of the same service, on their network addresses (tunnel packets themselves).</summary>
    public sealed record Peers : FlowSource;

    /// <summary>The other nodes of the same service, inside the tunnel only, each by its mesh address.</summary>
    public sealed record MeshPeers : FlowSource;
}

/// <summary>Transport protocols the policy speaks of.</summary>
public enum IpProtocol
{
    Tcp,
    Udp,
    Esp,
}

/// <summary>Everything a project wants, and so all that any layer may let through.</summary>
/// <param name="Flows">Connections to nodes, sorted by key.</param>
public sealed record NetworkPolicy(ImmutableArray<Flow> Flows)
{
    /// <summary>Connections that nodes open to others than their peers, sorted by key.</summary>
    public ImmutableArray<EgressFlow> Egress { get; init; } = [];
}
