using Infra.Core.Clouds;
using Infra.Core.Clouds.Azure;
using Infra.Core.Clouds.Gcp;
using Infra.Core.Tests.Proof;
using Infra.Reachability.Azure;
using Infra.Reachability.Gcp;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Fixtures;

/// <summary>A plan as a cloud's emitter sees it, and the members of the groups its rules name.</summary>
internal static class OnCloud
{
    /// <summary>A random project on this cloud or, for half of the seeds, one to relabel.</summary>
    internal static RandomProject Random(int seed, CloudKind cloud) => RandomProject.Of(seed, seed % 2 == 0 ? CloudKind.Local : cloud);

    /// <summary>
    /// The same plan under another cloud's name. With a plan of the local cloud its emitter gets what its own plans do not have yet:
    /// IPv6, and platform services that the cloud does filter.
    /// </summary>
    internal static ProjectPlan Relabelled(ProjectPlan plan, CloudKind cloud) => plan with { Spec = plan.Spec with { Cloud = cloud } };

    /// <summary>A plan with this many client networks, none of which can be merged: every other /32.</summary>
    internal static ProjectPlan WithSources(int sources, CloudKind cloud) =>
        Relabelled(
            SmallProject.Plan(sources: Enumerable.Range(0, sources).Select(number => $"100.1.{number * 2 / 256}.{number * 2 % 256}/32")),
            cloud
        );

    /// <summary>A node's addresses of both generations: during a replacement either may exist.</summary>
    internal static IReadOnlyList<Ip> Members(ProjectPlan plan, string service) =>
        [.. plan.Topology.MachinesOf(service).SelectMany(node => NodeIps.Of(node).Concat(NodeIps.Next(node)))];

    internal static IReadOnlySet<Ip> MemberSet(ProjectPlan plan, string service) => Members(plan, service).ToHashSet();

    internal static NsgListing ReadNsg(ProjectPlan plan, string text, params string[] peered) =>
        new(
            text,
            plan.Owners.ToDictionary(service => AzureNames.ApplicationGroup(plan.Spec.Name, service), service => MemberSet(plan, service)),
            [$"{plan.Spec.Cidr}", $"{plan.Topology.Ula}", .. peered]
        );

    internal static VpcFirewallListing ReadGcp(ProjectPlan plan, string text) =>
        new(
            text,
            plan.Owners.ToDictionary(service => GcpNames.ServiceAccount(plan.Spec.Name, service), service => MemberSet(plan, service))
        );
}
