using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Core.Addressing;
using Infra.Core.Capacity;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Iam;
using Infra.Core.PeerContracts;
using Infra.Core.Policy;
using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Customers;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Clouds;

/// <summary>
/// One more cloud, in this one file: everything the compiler requires of it. docs/adding-a-cloud.md goes through it in order.
/// </summary>
public sealed class ToyCloudTests
{
    private const CloudKind Toy = (CloudKind)99;

    private static readonly string Text = StackText
        .With("cloud: local\n    region: local", "cloud: toy\n    region: nursery")
        .Replace("managementSources: [198.51.100.0/28]", StackText.CloudOperators, StringComparison.Ordinal);

    [Fact]
    public void Project_OnAToyCloud_IsCompiledToTheEnd()
    {
        using var registered = CloudRegistry.With(new ToyCloud());

        var plan = StackText.Plan(Text);

        Assert.Equal(Toy, plan.Spec.Cloud);
        Assert.Equal(["nursery-1", "nursery-2", "nursery-3"], plan.Topology.Zones.Select(zone => zone.Name));
        Assert.All(plan.Topology.Nodes, node => Assert.Equal("block-4", node.Machine.Name));
        Assert.Equal("filter of 3 nodes", CloudFirewall.Compile(plan).Files().Single().Text);
        // The cloud has no IPv6, so neither has the project's network; the tunnel always has.
        Assert.All(plan.Topology.Nodes, node => Assert.Null(node.Address6));
        Assert.Contains(
            "/dev/disk/toy/data",
            string.Concat(Filled.InService(plan, "orders-db-1", []).Files.Select(file => file.Content)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Stack_OfAToyCloud_IsHeldToItsRules()
    {
        using var registered = CloudRegistry.With(new ToyCloud());

        var found = StackText.Compile(StackText.Replace(Text, "region: nursery", "region: attic")).Diagnostics;

        Assert.Contains(found, one => one.Severity == Severity.Error && one.Message.Contains("attic", StringComparison.Ordinal));
    }

    /// <summary>Only the project's own cloud checks its filter, and no other registered one.</summary>
    [Fact]
    public void Filter_IsCheckedByTheProjectsOwnCloudAlone()
    {
        using var registered = CloudRegistry.With(new ToyCloud());

        Assert.Equal(ToyCloud.TooFewBlocks, Assert.Single(CloudFirewall.Compile(StackText.Plan(Text)).Check(StackText.At)).Message);
        Assert.All(Enum.GetValues<CloudKind>(), other => Assert.Empty(CloudFirewall.Compile(SmallProject.Plan(other)).Check(StackText.At)));
    }

    /// <summary>The control: where it is not registered it is unknown.</summary>
    [Fact]
    public void Project_OnACloudThatNobodyRegistered_IsRefused() =>
        Assert.Contains(StackText.Compile(Text).Diagnostics, found => found.Message.Contains("'toy'", StringComparison.Ordinal));

    private sealed class ToyCloud : ICloud
    {
        internal const string TooFewBlocks = "The box has too few blocks.";

        public CloudKind Kind => Toy;

        // IAccountAccess
        public ImmutableArray<AccessFormat> AccessFormats => [];

        public bool UsesExternalId => false;

        public string WriteAccess(AccessNeeds needs, OperatorIdentity? identity, AccessFormat format) => throw new NotSupportedException();

        public ImmutableArray<HandedBack> IdentityOf(AccessNeeds needs, OperatorIdentity identity) => [];

        public string? PrincipalProblem(string principal) => null;

        // ICloudFacts
        public string Word => "toy";

        public string Title => "the toy cloud";

        public bool IsThisMachine => false;

        public CloudLimits Limits { get; } =
            new(
                UserDataBytes: 65_536,
                PathMtuBytes: 1500,
                MeshMtuBytes: 1420,
                NtpSources: [IpAddr.Parse("192.0.2.123")],
                Resolvers: [IpAddr.Parse("192.0.2.53")],
                MetadataAddresses: [IpAddr.Parse("169.254.169.254")],
                HasIpv6: false,
                MaxZones: 3,
                MaxVolumeGiB: 64,
                MaxVolumesPerNode: 1
            );

        public TagRules Tags { get; } = new(LongestKey: 20, LongestValue: 20, Most: 10);

        public ImmutableArray<CloudQuota> Quotas => [];

        public CloudQuota? NetworkPeerings => null;

        public CloudQuota? PeerRoutes => null;

        public ImmutableArray<string> Regions => ["nursery"];

        public string SampleRegion => "nursery";

        public bool ZonesNameTheirRegion => true;

        public ListPrices? Prices => null;

        public int? AddressesOfAName => null;

        public ImmutableArray<string>? ZonesOf(string region) => region == "nursery" ? ["nursery-1", "nursery-2", "nursery-3"] : null;

        public bool IsZoneOf(string region, string zone) => ZonesOf(region)?.Contains(zone) ?? false;

        public string SampleZones(string region) => $"{region}-1, {region}-2";

        public MachineSize MachineOf(ServicePlan plan) => new("block-4", 4, 8192, 10);

        public MachineSize BastionMachine => new("block-1", 1, 1024, 10);

        public string FamilyOf(string machine) => "block";

        public bool MayHave(string zone, string family) => true;

        public bool HasDebianImages(string region) => true;

        // IStackFileRules
        public ImmutableArray<string> OwnKeys => [];

        public AccountForm? Account => null;

        public RunAsForm? RunAs => null;

        public DiskKeyForm? DiskKey => null;

        public ExtraGroupForm? ExtraGroup => null;

        public ZoneKey? DnsZone => null;

        public NetworkForm? ExistingNetwork => null;

        public PeeringForm? Peering => null;

        public ManagedTunnel? Tunnel => null;

        public (string Reason, string Remedy)? NoSingleNatGateway => null;

        public string? ProblemOfImage(string imageId) => null;

        public IEnumerable<string> RulesAgainst(string name, bool begins) => [];

        public string? AttachedAs(string volume) => null;

        public void CheckQuotas(IReadOnlyDictionary<string, int> stated, SourceLocation where, DiagnosticBag bag) { }

        // ICloudNodes
        public int? VolumeNumbers => null;

        public string DevicePath(string volume, int? number) => $"/dev/disk/toy/{volume}";

        public string? LikelyDevicePath(string volume) => null;

        public string? StartupScript(string nodeKey, string filter) => null;

        public IpAddr? PublicAddressOf(int mesh) => null;

        public ImmutableArray<Cidr> TunnelSources(ProjectTopology topology) => [];

        // ICloudAccount
        public ImmutableArray<CloudNeed> Needs(StackNeeds stack) => [];

        public string AskForQuota => "";

        // ICloudFilter
        public CloudFirewall CompileFirewall(ProjectPlan plan) => new ToyFirewall(plan.Topology.Nodes.Length);

        public ImmutableSortedDictionary<string, int> NumberRules(
            ProjectSpec spec,
            ProjectTopology topology,
            NetworkPolicy policy,
            ImmutableSortedDictionary<string, int> old,
            SourceMap places,
            List<LockChange> changes,
            DiagnosticBag bag
        ) => ImmutableSortedDictionary<string, int>.Empty;

        public ImmutableArray<Cidr> Unfiltered(Cidr project) => [];

        // IPeeringTerms
        public CloudTerms TermsOf(ProjectSpec spec, PeeringSpec peering) => throw new NotSupportedException("Toys have no peers.");

        public JsonObject NameOf(OtherSide other) => throw new NotSupportedException("Toys have no peers.");

        // INodeSurroundings
        public NodePlatform Platform { get; } = new(Dhcp: true, ["iptables"], VolumeWaitSeconds: 60);
    }

    private sealed record ToyFirewall(int Nodes) : CloudFirewall
    {
        public override ImmutableArray<Diagnostic> Check(Func<string, SourceLocation> placeOf) =>
            [new(DiagnosticCodes.QuotaTooSmall, Severity.Warning, placeOf("services"), ToyCloud.TooFewBlocks, "Build with fewer.")];

        public override ImmutableArray<SdnFile> Files() => [new("filter", $"filter of {Nodes} nodes", "all of it")];
    }
}
