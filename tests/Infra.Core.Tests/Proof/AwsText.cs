using Infra.Core.Clouds.Aws;
using Infra.Core.Sdn;
using Infra.Core.Tests.Fixtures;
using Infra.Reachability.Aws;
using Infra.Reachability.Layers;

namespace Infra.Core.Tests.Proof;

/// <summary>The listings of a project on AWS, and readers of them.</summary>
internal static class AwsText
{
    internal static string File(ProjectPlan plan, string name) =>
        CloudFirewall.Compile(plan).Files().SingleOrDefault(file => file.Name == name)?.Text ?? "";

    internal static CloudFilter Group(ProjectPlan plan, string service) => Group(plan, File(plan, "security-groups"), service);

    internal static CloudFilter Group(ProjectPlan plan, string groups, string service) => Groups(plan, groups).Of(service);

    internal static SecurityGroupListing Groups(ProjectPlan plan, string groups) =>
        new(groups, File(plan, "prefix-lists"), plan.Owners.ToDictionary(name => name, name => OnCloud.MemberSet(plan, name)));

    internal static NetworkAclListing Acl(ProjectPlan plan) => new(File(plan, "network-acl"));

    /// <summary>The project with a network ACL, however many rules that has: the quota is a separate matter.</summary>
    internal static ProjectPlan WithAcl(ProjectPlan plan) =>
        plan with
        {
            Spec = plan.Spec with { NetworkAcls = true },
            Topology = plan.Topology with
            {
                AclNumbers = AclNumbers.Assign(NetworkAclCompiler.Draft(plan.Topology.Cidr, plan.Policy), plan.Topology.AclNumbers, []),
            },
        };
}
