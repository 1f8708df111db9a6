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

namespace Infra.Core.Clouds.Gcp;

/// <content>Plan-level facts of Google Cloud.</content>
internal sealed partial class GcpCloud
{
    public int? VolumeNumbers => null;

    // Disks can be attached only once the machine runs. Google's agent would create accounts, with sudo, for whoever may write the
    // instance's metadata. sshd admits none of them, but they must not exist either
    // (https://github.com/GoogleCloudPlatform/guest-agent#configuration).
    public NodePlatform Platform { get; } =
        new(Dhcp: true, NodePlatform.AllPackages, VolumeWaitSeconds: 600)
        {
            FirstFiles = [("/etc/default/instance_configs.cfg", "[Daemons]\naccounts_daemon = false\n")],
        };

    public string AskForQuota => "(console: IAM & Admin, Quotas)";

    /// <summary>
    /// Where Google's udev rules (package google-guest-configs, in Google's image) link a disk: by the device name given when it is
    /// attached, which is the volume's name.
    /// </summary>
    public string DevicePath(string volume, int? number) => $"/dev/disk/by-id/google-{volume}";

    public string? LikelyDevicePath(string volume) => null;

    public string? StartupScript(string nodeKey, string filter) => GcpStartupScript.Write(nodeKey, filter);

    public IpAddr? PublicAddressOf(int mesh) => null;

    // https://cloud.google.com/iap/docs/using-tcp-forwarding#create-firewall-rule
    public ImmutableArray<Cidr> TunnelSources(ProjectTopology topology) => [Cidr.Parse("35.235.240.0/20")];

    public ImmutableArray<CloudNeed> Needs(StackNeeds stack) =>
        [
            stack.Of(GcpQuotas.CpusAllRegions, "vCPUs", node => node.VirtualCpus),
            stack.Of(GcpQuotas.SsdTotalGb, "GiB of SSD", node => node.DiskGiB),
            stack.Of(GcpQuotas.InUseAddresses, "public addresses in use", node => node.PublicAddresses, stack.NatGateways),
            stack.Of(GcpQuotas.StaticAddresses, "public addresses reserved", node => node.PublicAddresses, stack.NatGateways),
            stack.Of(GcpQuotas.Networks, "networks", stack.Networks),
            stack.Of(GcpQuotas.ServiceAccounts, "service accounts", stack.Spec.Services.Count + (stack.Topology.Bastions.IsEmpty ? 0 : 1)),
        ];

    public CloudTerms TermsOf(ProjectSpec spec, PeeringSpec peering) => GcpTerms.Of(spec, peering, (OtherSide.Gcp)peering.Other);

    public JsonObject NameOf(OtherSide other)
    {
        var gcp = (OtherSide.Gcp)other;
        return new JsonObject { ["project"] = gcp.Project, ["network"] = gcp.Network };
    }

    public ImmutableArray<Cidr> Unfiltered(Cidr project) => GcpPlatform.Unfiltered;

    public CloudFirewall CompileFirewall(ProjectPlan plan) => GcpFirewall.Compile(plan);

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
