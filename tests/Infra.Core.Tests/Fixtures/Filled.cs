using Infra.Core.Boot;
using Infra.Core.Bundle;
using Infra.Core.Deployments;
using Infra.Core.Firewall;
using Infra.Core.Mesh;
using Infra.Core.Topology;
using Infra.Reachability.Iptables;

namespace Infra.Core.Tests.Fixtures;

/// <summary>A plan's data for one node, filled in with the plan's own keys and device paths.</summary>
internal static class Filled
{
    internal static NodeBundle InService(ProjectPlan plan, string node, IReadOnlyCollection<NodeIdentity> peers) =>
        NodePlan.Compile(plan, node).InService.Fill(new NodeHoles(plan.OperatorKeys) { Peers = peers });

    /// <summary>The firewall of a bundle, read back.</summary>
    internal static NodeFirewall Firewall(NodeBundle bundle) =>
        NodeFirewall.Read(bundle.Files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal));

    internal static NodeBundle FirstBundle(ProjectPlan plan, string node) =>
        FirstBundleOf(ServiceFilter.Of(plan, node), new NodeHoles(plan.OperatorKeys));

    private static NodeBundle FirstBundleOf((ServiceFilter Service, Node Node) of, NodeHoles holes) =>
        new BundleCompiler(of.Service).FirstBoot(of.Node).Fill(holes);

    internal static UserDataTemplate UserData(ProjectPlan plan, string node) =>
        NodePlan.Compile(plan, node).FirstBoot.Fill(new NodeHoles(plan.OperatorKeys));
}
