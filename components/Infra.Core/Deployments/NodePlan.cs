using System.Collections.Immutable;
using Infra.Core.Boot;
using Infra.Core.Bundle;
using Infra.Core.Firewall;
using Infra.Core.Topology;

namespace Infra.Core.Deployments;

/// <summary>Everything decided about one node.</summary>
/// <param name="FirstBoot">What it boots with.</param>
/// <param name="InService">Its configuration from the first push on.</param>
public sealed record NodePlan(Node Node, FirstBoot FirstBoot, BundleTemplate InService)
{
    /// <summary>Compiles one node.</summary>
    /// <exception cref="ArgumentException">The plan has no such node.</exception>
    public static NodePlan Compile(ProjectPlan plan, string nodeKey)
    {
        var (service, node) = ServiceFilter.Of(plan, nodeKey);
        return Compile(service, [node]).Single();
    }

    /// <summary>Compiles all nodes of a service.</summary>
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
