using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Policy;

/// <summary>Who may talk to whom, on what, and why: the intent that every layer of filtering is made from and checked against.</summary>
/// <param name="Key">Stable, by meaning: <c>orders-db/pg/clients</c>. Names rules and resources.</param>
/// <param name="Source">Where connections come from.</param>
/// <param name="Service">The service whose nodes are the destination.</param>
/// <param name="Ports">Destination ports, sorted, without duplicates; empty for protocols that have none.</param>
/// <param name="Reason">For people: what it is for.</param>
public sealed record Flow(
    string Key,
    FlowSource Source,
    string Service,
    IpProtocol Protocol,
    ImmutableArray<int> Ports,
    string Reason);

/// <summary>The closed list of sources.</summary>
public abstract record FlowSource
{
    private FlowSource()
    {
    }

    /// <summary>A fixed set of networks outside the project: a service's clients, or management.</summary>
    /// <param name="Zone">The name people read: <c>clients</c>, <c>management</c>.</param>
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

/// <summary>All flows of a project, sorted by key.</summary>
public sealed record NetworkPolicy(ImmutableArray<Flow> Flows);
