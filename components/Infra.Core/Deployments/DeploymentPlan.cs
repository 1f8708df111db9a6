using System.Collections.Immutable;
using Infra.Core.Dns;
using Infra.Core.Policy;
using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Deployments;

/// <summary>
/// Everything decided about a project, each part compiled once: what components create and commands show. Only what is known when a node is
/// created stays open: <see cref="Bundle.NodeHoles"/> and its token.
/// </summary>
/// <param name="Project">The front half: what was requested, which nodes exist, and which flows are allowed.</param>
/// <param name="Firewall">The cloud firewall around the nodes.</param>
/// <param name="Names">The DNS records; null if the project has no zone.</param>
/// <param name="Nodes">By key: the nodes', and the bastions'.</param>
public sealed record DeploymentPlan(
    ProjectPlan Project,
    CloudFirewall Firewall,
    DnsPlan? Names,
    ImmutableSortedDictionary<string, NodePlan> Nodes
)
{
    /// <inheritdoc cref="ProjectPlan.Spec"/>
    public ProjectSpec Spec => Project.Spec;

    /// <inheritdoc cref="ProjectPlan.Topology"/>
    public ProjectTopology Topology => Project.Topology;

    /// <inheritdoc cref="ProjectPlan.Policy"/>
    public NetworkPolicy Policy => Project.Policy;

    /// <summary>The nodes of a service, or the bastions if it is <see cref="Bastion.Owner"/>; in the topology's order.</summary>
    public IEnumerable<NodePlan> NodesOf(string service) => Project.Topology.MachinesOf(service).Select(node => Nodes[node.Key]);
}
