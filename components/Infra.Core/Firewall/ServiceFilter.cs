using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Mesh;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Firewall;

/// <summary>What the filters of a service's nodes have in common, compiled once for all of them.</summary>
internal sealed class ServiceFilter
{
    internal ServiceFilter(ProjectPlan plan, string service)
    {
        (Plan, Service) = (plan, service);
        Nodes = [.. plan.Topology.MachinesOf(service)];
        Flows = [.. plan.Policy.Flows.Where(flow => flow.Service == service)];
        Egress = [.. plan.Policy.Egress.Where(flow => flow.Service == service)];
        Outbound = OutboundRules.Of(Egress);
        Mesh = MeshNetwork.Of(Nodes);
        Links = MeshLinks.Of(plan.Spec.Services.GetValueOrDefault(service)?.Mesh ?? MeshKind.WireGuard);
        // A bastion leads nowhere before its first push, so its user data does not depend on the nodes there are.
        FirstBoot = new FirstBootFilter(
            Flows,
            Egress.Where(flow => flow.Purpose is not EgressPurpose.Nodes),
            NodePlatform.For(plan.Spec.Cloud)
        );
    }

    /// <summary>The service's filter and the node.</summary>
    /// <exception cref="ArgumentException">The plan has no such node.</exception>
    internal static (ServiceFilter Service, Node Node) Of(ProjectPlan plan, string nodeKey)
    {
        var node = plan.Topology.Machines.FirstOrDefault(n => n.Key == nodeKey)
            ?? throw new ArgumentException($"The plan has no node '{nodeKey}'.", nameof(nodeKey));
        return (new ServiceFilter(plan, node.Service), node);
    }

    internal ProjectPlan Plan { get; }

    internal string Service { get; }

    internal ImmutableArray<Node> Nodes { get; }

    internal ImmutableArray<Flow> Flows { get; }

    internal ImmutableArray<EgressFlow> Egress { get; }

    internal OutboundRules Outbound { get; }

    /// <summary>The network of the mesh addresses.</summary>
    internal Cidr Mesh { get; }

    /// <summary>The interfaces of peer traffic.</summary>
    internal MeshLinks Links { get; }

    /// <summary>The filter of nodes before their first push, and their fallback.</summary>
    internal FirstBootFilter FirstBoot { get; }
}
