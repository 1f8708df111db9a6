using System.Collections.Immutable;

namespace Infra.Core.Catalog;

/// <summary>A kind of data service: what listens on its nodes, who talks to it, and which sizes it comes in.</summary>
/// <param name="Name">As in the stack file: <c>postgresql</c>.</param>
/// <param name="Components">What listens on its nodes, in the order in which ports are first handed out; at most one web interface.</param>
/// <param name="PeerFlows">What nodes of one service say to each other; always inside the tunnel.</param>
/// <param name="RequiredVolumes">Volumes every service of this type must have.</param>
/// <param name="NodeCounts">How many nodes a service may have: sorted, never empty.</param>
/// <param name="Plans">By name.</param>
public sealed record ServiceType(
    string Name,
    ImmutableArray<ServiceComponent> Components,
    ImmutableArray<PeerFlow> PeerFlows,
    ImmutableArray<string> RequiredVolumes,
    ImmutableArray<int> NodeCounts,
    ImmutableSortedDictionary<string, ServicePlan> Plans
)
{
    /// <summary>Whether clients that only read have a name of their own, for the nodes that start as replicas.</summary>
    public bool HasReplicaName { get; init; }

    /// <summary>Most nodes of one service.</summary>
    public int MaxNodes => NodeCounts[^1];

    /// <summary>The components that clients may be let in to, in catalogue order.</summary>
    public IEnumerable<ServiceComponent> ForClients => Components.Where(component => component.ForClients);

    /// <exception cref="KeyNotFoundException">The type has no such component.</exception>
    public ServiceComponent Component(string name) =>
        Components.FirstOrDefault(component => component.Name == name)
        ?? throw new KeyNotFoundException($"{Name} has no component '{name}'.");
}

/// <summary>A conversation between nodes of one service.</summary>
/// <param name="Name">Unique in its service type; part of the flow's key.</param>
/// <param name="Components">The components whose ports it uses; all of one protocol and on the same nodes.</param>
public sealed record PeerFlow(string Name, ImmutableArray<string> Components, string Reason);
