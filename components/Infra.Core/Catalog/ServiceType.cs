using System.Collections.Immutable;

namespace Infra.Core.Catalog;

/// <summary>A type of data service: what listens on its nodes, who uses it, and the sizes it is offered in.</summary>
/// <param name="Name">As in the stack file: <c>postgresql</c>.</param>
/// <param name="Components">What listens on its nodes, in the order of first port allocation; at most one web interface.</param>
/// <param name="PeerFlows">Traffic between nodes of one service; always inside the tunnel.</param>
/// <param name="RequiredVolumes">Volumes that every service of this type must have.</param>
/// <param name="NodeCounts">The allowed numbers of nodes: sorted, never empty.</param>
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
    /// <summary>Whether read-only clients have a separate DNS name, for the nodes that start as replicas.</summary>
    public bool HasReplicaName { get; init; }

    /// <summary>Maximum number of nodes per service.</summary>
    public int MaxNodes => NodeCounts[^1];

    /// <summary>The components that clients may be admitted to, in catalog order.</summary>
    public IEnumerable<ServiceComponent> ForClients => Components.Where(component => component.ForClients);

    /// <exception cref="KeyNotFoundException">The type has no such component.</exception>
    public ServiceComponent Component(string name) =>
        Components.FirstOrDefault(component => component.Name == name)
        ?? throw new KeyNotFoundException($"{Name} has no component '{name}'.");
}

/// <summary>A kind of traffic between nodes of one service.</summary>
/// <param name="Name">Unique in its service type; part of the flow's key.</param>
/// <param name="Components">The components whose ports it uses; all with the same protocol and on the same nodes.</param>
public sealed record PeerFlow(string Name, ImmutableArray<string> Components, string Reason);
