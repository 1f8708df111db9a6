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

namespace Infra.Core.Clouds.Local;

/// <content>Plan-level facts of the local cloud.</content>
internal sealed partial class LocalCloud
{
    private const string NoPeerings = "The local cloud has no peerings: no stack file that was read has one.";

    public int? VolumeNumbers => null;

    // The image contains every package: there is no route to a mirror.
    public NodePlatform Platform { get; } = new(Dhcp: false, [], VolumeWaitSeconds: 60);

    // Nothing is counted, so no quota can be requested.
    public string AskForQuota => "";

    /// <summary>A virtio disk with the volume's name as serial.</summary>
    public string DevicePath(string volume, int? number) => $"/dev/disk/by-id/virtio-{volume}";

    public string? LikelyDevicePath(string volume) => null;

    public string? StartupScript(string nodeKey, string filter) => null;

    public IpAddr? PublicAddressOf(int mesh) => LocalNetwork.PublicAddress(mesh);

    public ImmutableArray<Cidr> TunnelSources(ProjectTopology topology) => [];

    public ImmutableArray<CloudNeed> Needs(StackNeeds stack) => [];

    public CloudTerms TermsOf(ProjectSpec spec, PeeringSpec peering) => throw new InvalidOperationException(NoPeerings);

    public JsonObject NameOf(OtherSide other) => throw new InvalidOperationException(NoPeerings);

    public ImmutableArray<Cidr> Unfiltered(Cidr project) => [];

    public CloudFirewall CompileFirewall(ProjectPlan plan) => LocalFirewall.Compile(plan);

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
