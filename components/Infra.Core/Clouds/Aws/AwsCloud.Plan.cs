using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Core.Addressing;
using Infra.Core.Capacity;
using Infra.Core.Diagnostics;
using Infra.Core.PeerContracts;
using Infra.Core.Policy;
using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;
using Infra.Core.Topology;

namespace Infra.Core.Clouds.Aws;

/// <content>Plan-level facts of AWS.</content>
internal sealed partial class AwsCloud
{
    // Attached by name: EbsVolumes.
    public int? VolumeNumbers => null;

    // Volumes can be attached only once the instance runs.
    public NodePlatform Platform { get; } = new(Dhcp: true, NodePlatform.AllPackages, VolumeWaitSeconds: 600);

    public string AskForQuota => "(console: Service Quotas)";

    /// <summary>The link contains the volume's ID, which is unknown until the volume exists.</summary>
    public string DevicePath(string volume, int? number) => "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol*";

    public string? LikelyDevicePath(string volume) => EbsVolumes.DevicePath("vol-0f3a9c27d1b865e40");

    public string? StartupScript(string nodeKey, string filter) => null;

    public IpAddr? PublicAddressOf(int mesh) => null;

    // An endpoint is placed in a subnet of the VPC: in one of ours, which holds no node.
    public ImmutableArray<Cidr> TunnelSources(ProjectTopology topology) =>
        [.. topology.Subnets.Where(subnet => subnet.Role == SubnetRole.Public).Select(subnet => subnet.Cidr)];

    public ImmutableArray<CloudNeed> Needs(StackNeeds stack) =>
        [
            stack.Of(AwsQuotas.StandardVcpus, "vCPUs", node => node.VirtualCpus),
            stack.Of(AwsQuotas.Gp3GiB, "GiB of SSD", node => node.DiskGiB),
            // The nodes' own public addresses are not Elastic IPs; the bastions' are, because they stay.
            stack.Of(AwsQuotas.ElasticIps, "Elastic IPs", stack.NatGateways + stack.Topology.Bastions.Length),
            stack.Of(AwsQuotas.Vpcs, "VPCs", stack.Networks),
        ];

    public CloudTerms TermsOf(ProjectSpec spec, PeeringSpec peering) => AwsTerms.Of(spec, peering, (OtherSide.Aws)peering.Other);

    public JsonObject NameOf(OtherSide other)
    {
        var aws = (OtherSide.Aws)other;
        return new JsonObject
        {
            ["account"] = aws.Account,
            ["vpc"] = aws.Vpc,
            ["region"] = aws.Region,
        };
    }

    public ImmutableArray<Cidr> Unfiltered(Cidr project) => AwsPlatform.Unfiltered(project);

    public CloudFirewall CompileFirewall(ProjectPlan plan) => AwsFirewall.Compile(plan);

    public ImmutableSortedDictionary<string, int> NumberRules(
        ProjectSpec spec,
        ProjectTopology topology,
        NetworkPolicy policy,
        ImmutableSortedDictionary<string, int> old,
        SourceMap places,
        List<LockChange> changes,
        DiagnosticBag bag
    ) => NetworkAclNumbering.Number(spec, topology, policy, old, places, changes, bag);
}
