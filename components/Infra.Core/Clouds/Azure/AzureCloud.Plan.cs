using System.Collections.Immutable;
using System.Globalization;
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

namespace Infra.Core.Clouds.Azure;

/// <content>Plan-level facts of Azure.</content>
internal sealed partial class AzureCloud
{
    /// <summary>LUNs: as many data disks as the smallest size of the plans supports.</summary>
    public int? VolumeNumbers => Limits.MaxVolumesPerNode;

    // Disks can be attached only once the machine runs. The clock is the host's, which the hypervisor offers as a PTP device; systemd's own
    // rules create the link (https://learn.microsoft.com/azure/virtual-machines/linux/time-sync).
    public NodePlatform Platform { get; } =
        new(Dhcp: true, NodePlatform.AllPackages, VolumeWaitSeconds: 600) { ClockDevice = "/dev/ptp_hyperv" };

    public string AskForQuota => "(portal: Quotas)";

    // Where the Azure agent's udev rules (package waagent, in Debian's image) link a SCSI data disk: these are on the second controller.
    // Without a number no disk is attached, and the path never exists.
    public string DevicePath(string volume, int? number) =>
        number is { } lun
            ? string.Create(CultureInfo.InvariantCulture, $"/dev/disk/azure/scsi1/lun{lun}")
            : $"/dev/disk/by-id/virtio-{volume}";

    public string? LikelyDevicePath(string volume) => null;

    public string? StartupScript(string nodeKey, string filter) => null;

    public IpAddr? PublicAddressOf(int mesh) => null;

    // The subnet named AzureBastionSubnet, which has a place of its own.
    public ImmutableArray<Cidr> TunnelSources(ProjectTopology topology) => [SubnetLayout.Tunnel(topology.Cidr)];

    public ImmutableArray<CloudNeed> Needs(StackNeeds stack) =>
        [
            .. stack
                .Nodes.Concat(stack.Second)
                .Select(node => node.Family)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(family => stack.Of(AzureQuotas.FamilyVcpus, "vCPUs", node => node.VirtualCpus, family: family)),
            stack.Of(AzureQuotas.RegionalVcpus, "vCPUs", node => node.VirtualCpus),
            // A NAT gateway has a prefix of two addresses.
            stack.Of(AzureQuotas.PublicAddresses, "public addresses", node => node.PublicAddresses, 2 * stack.NatGateways),
        ];

    public CloudTerms TermsOf(ProjectSpec spec, PeeringSpec peering) => AzureTerms.Of(spec, peering, (OtherSide.Azure)peering.Other);

    public JsonObject NameOf(OtherSide other)
    {
        var azure = (OtherSide.Azure)other;
        return new JsonObject
        {
            ["tenant"] = azure.Tenant,
            ["virtualNetworkId"] = azure.VirtualNetworkId,
            ["app"] = azure.App,
        };
    }

    public ImmutableArray<Cidr> Unfiltered(Cidr project) => AzurePlatform.Unfiltered;

    public CloudFirewall CompileFirewall(ProjectPlan plan) => AzureFirewall.Compile(plan);

    public ImmutableSortedDictionary<string, int> NumberRules(
        ProjectSpec spec,
        ProjectTopology topology,
        NetworkPolicy policy,
        ImmutableSortedDictionary<string, int> old,
        SourceMap places,
        List<LockChange> changes,
        DiagnosticBag bag
    ) => ImmutableSortedDictionary<string, int>.Empty;
}
