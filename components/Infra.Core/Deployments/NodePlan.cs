using System.Collections.Immutable;
using Infra.Core.Boot;
using Infra.Core.Bundle;
using Infra.Core.Firewall;
using Infra.Core.Topology;

namespace Infra.Core.Deployments;

/// <summary>All that is decided about one node.</summary>
/// <param name="FirstBoot">What it boots with.</param>
/// <param name="InService">What it has from its first push on.</param>
public sealed record NodePlan(Node Node, FirstBoot FirstBoot, BundleTemplate InService)
{
    /// <summary>One node's.</summary>
    /// <exception cref="ArgumentException">The plan has no such node.</exception>
    public static NodePlan Compile(ProjectPlan plan, string nodeKey)
    {
        var (service, node) = ServiceFilter.Of(plan, nodeKey);
        return Compile(service, [node]).Single();
    }

    /// <summary>Those of all nodes of a service.</summary>
    internal static IEnumerable<NodePlan> OfService(ProjectPlan plan, string service)
    {
        var filter = new ServiceFilter(plan, service);
        return Compile(filter, filter.Nodes);
    }

    private static IEnumerable<NodePlan> Compile(ServiceFilter service, ImmutableArray<Node> nodes)
    {
        var (bundles, first) = (new BundleCompiler(service), FirstFilter.Write(service));
        var cloud = service.Plan.Spec.Cloud;
        return nodes.Select(node => new NodePlan(node, new FirstBoot(bundles.FirstBoot(node), first, cloud), bundles.InService(node)));
    }
}
