using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Aws;
using Infra.Core.Clouds.Azure;
using Infra.Core.Clouds.Gcp;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Capacity;

/// <summary>What a stack needs of its account.</summary>
public static class CloudNeeds
{
    /// <summary>In the order of the cloud's quotas; none on the local cloud.</summary>
    public static ImmutableArray<CloudNeed> Of(ProjectSpec spec, ProjectTopology topology)
    {
        var nodes = topology.Nodes.Select(node => NodeNeed.Of(node, spec)).ToImmutableArray();
        // One node of a service is replaced at a time. A public address may be on its way in or out.
        var second = nodes
            .GroupBy(node => node.Service)
            .Select(service => NodeNeed.OfNext(spec.Services[service.Key], service.Max(node => node.PublicAddresses), spec))
            .ToImmutableArray();
        return spec.Cloud switch
        {
            CloudKind.Aws => Aws(spec, topology, nodes, second),
            CloudKind.Azure => Azure(spec, topology, nodes, second),
            CloudKind.Gcp => Gcp(spec, topology, nodes, second),
            CloudKind.Local => [],
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Cloud, "No such cloud."),
        };
    }

    private static ImmutableArray<CloudNeed> Aws(
        ProjectSpec spec,
        ProjectTopology topology,
        ImmutableArray<NodeNeed> nodes,
        ImmutableArray<NodeNeed> second
    ) =>
        [
            Need(spec, AwsQuotas.StandardVcpus, "vCPUs", nodes, second, node => node.VirtualCpus),
            Need(spec, AwsQuotas.Gp3GiB, "GiB of SSD", nodes, second, node => node.DiskGiB),
            // The nodes' own public addresses are lent, not allocated.
            Need(spec, AwsQuotas.ElasticIps, "Elastic IPs", NatGateways(spec, topology)),
            Need(spec, AwsQuotas.Vpcs, "VPCs", Networks(spec)),
        ];

    private static ImmutableArray<CloudNeed> Azure(
        ProjectSpec spec,
        ProjectTopology topology,
        ImmutableArray<NodeNeed> nodes,
        ImmutableArray<NodeNeed> second
    ) =>
        [
            .. nodes
                .Concat(second)
                .Select(node => node.Family)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(family =>
                    Need(
                        spec,
                        AzureQuotas.FamilyVcpus,
                        "vCPUs",
                        [.. nodes.Where(node => node.Family == family)],
                        [.. second.Where(node => node.Family == family)],
                        node => node.VirtualCpus
                    ) with
                    {
                        Of = family,
                    }
                ),
            Need(spec, AzureQuotas.RegionalVcpus, "vCPUs", nodes, second, node => node.VirtualCpus),
            // A NAT gateway has a prefix of two.
            Need(
                spec,
                AzureQuotas.PublicAddresses,
                "public addresses",
                nodes,
                second,
                node => node.PublicAddresses,
                2 * NatGateways(spec, topology)
            ),
        ];

    private static ImmutableArray<CloudNeed> Gcp(
        ProjectSpec spec,
        ProjectTopology topology,
        ImmutableArray<NodeNeed> nodes,
        ImmutableArray<NodeNeed> second
    ) =>
        [
            Need(spec, GcpQuotas.CpusAllRegions, "vCPUs", nodes, second, node => node.VirtualCpus),
            Need(spec, GcpQuotas.SsdTotalGb, "GiB of SSD", nodes, second, node => node.DiskGiB),
            Need(
                spec,
                GcpQuotas.InUseAddresses,
                "public addresses in use",
                nodes,
                second,
                node => node.PublicAddresses,
                NatGateways(spec, topology)
            ),
            Need(
                spec,
                GcpQuotas.StaticAddresses,
                "public addresses reserved",
                nodes,
                second,
                node => node.PublicAddresses,
                NatGateways(spec, topology)
            ),
            Need(spec, GcpQuotas.Networks, "networks", Networks(spec)),
            Need(spec, GcpQuotas.ServiceAccounts, "service accounts", spec.Services.Count),
        ];

    /// <summary>What does not double when nodes are replaced.</summary>
    private static CloudNeed Need(ProjectSpec spec, CloudQuota quota, string what, int number) =>
        new(quota, what, number, number, quota.In(spec), spec.Quotas.ContainsKey(quota.Name));

    private static CloudNeed Need(
        ProjectSpec spec,
        CloudQuota quota,
        string what,
        ImmutableArray<NodeNeed> nodes,
        ImmutableArray<NodeNeed> second,
        Func<NodeNeed, int> amount,
        int besides = 0
    )
    {
        var now = nodes.Sum(amount) + besides;
        return Need(spec, quota, what, now) with { WhileReplacing = now + second.Sum(amount) };
    }

    /// <summary>As many as the file says, in a network of the project's own; enhanced compliance has no way out.</summary>
    internal static int NatGateways(ProjectSpec spec, ProjectTopology topology) =>
        spec.Network is not null || spec.Deployment == DeploymentModel.Ece
            ? 0
            : spec.Nat switch
            {
                NatMode.PerZone => topology.Subnets.Count(subnet => subnet.Role == SubnetRole.Workload),
                NatMode.One => 1,
                NatMode.None => 0,
                _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Nat, "No such way out."),
            };

    private static int Networks(ProjectSpec spec) => spec.Network is null ? 1 : 0;
}
