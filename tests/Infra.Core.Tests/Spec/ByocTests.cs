using Infra.Core.Addressing;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Byoc;
using Infra.Core.Tests.Existing;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Spec;

/// <summary>Projects in the customer's account: what each exposure means, and what contradicts it.</summary>
public sealed class ByocTests
{
    private const string Peering = "peerings: { partner: { account: \"012345678901\", vpc: vpc-0123456789abcdef0, cidrs: [10.7.0.0/16] } }";

    public static TheoryData<string> Clouds { get; } = ["aws", "azure", "gcp", "local"];

    /// <summary>
    /// Cloud, what is replaced in the good text and by what, the only finding's code and path, then what its remedy says to write instead.
    /// </summary>
    public static TheoryData<string, string, string, string, string, string, string> Contradictions { get; } =
        new()
        {
            { "local", "deployment: byoc", "deployment: standard", "INF0361", "exposure", "    exposure: private\n", "" },
            { "aws", "zones: 3", "zones: 3\n    access: direct", "INF0362", "access", "access: direct", "access: bastion" },
            { "gcp", "zones: 3", "zones: 3\n    access: endpoints", "INF0362", "access", "access: endpoints", "access: bastion" },
            { "local", "zones: 3", "zones: 3\n    access: direct", "INF0362", "access", "exposure: private", "exposure: public" },
            {
                "aws",
                "zones: 3",
                "zones: 3\n    tunnelSources: [instance-connect]",
                "INF0362",
                "tunnelSources",
                "    tunnelSources: [instance-connect]\n",
                ""
            },
            {
                "azure",
                "mesh: wireguard",
                "mesh: wireguard\n        publicAccess: true",
                "INF0315",
                "services.orders-db.publicAccess",
                "\n        publicAccess: true",
                ""
            },
            {
                "local",
                "mesh: wireguard",
                "mesh: wireguard\n        components: { pg: { publicAccess: true } }",
                "INF0315",
                "services.orders-db.components.pg.publicAccess",
                "exposure: private",
                "exposure: public"
            },
            {
                "gcp",
                "[10.7.0.0/16]",
                "[10.7.0.0/16, 20.4.0.0/24]",
                "INF0313",
                "services.orders-db.allowedSources[1]",
                ", 20.4.0.0/24",
                ""
            },
            {
                "aws",
                "[10.7.0.0/16]",
                "[0.0.0.0/0]",
                "INF0313",
                "services.orders-db.allowedSources[0]",
                "exposure: private",
                "exposure: public"
            },
            { "aws", "exposure: private", "exposure: none", "INF0202", "exposure", "exposure: none", "exposure: private" },
            { "aws", "10.77.0.0/20", "10.76.0.0/15", "INF0305", "cidr", "10.76.0.0/15", "10.76.0.0/16" },
            { "aws", "10.77.0.0/20", "10.77.0.0/25", "INF0305", "cidr", "10.77.0.0/25", "10.77.0.0/23" },
            { "gcp", "10.77.0.0/20", "100.64.0.0/20", "INF0304", "cidr", "100.64.0.0/20", "10.77.0.0/20" },
            {
                "aws",
                "10.77.0.0/20",
                "10.7.16.0/20\n    " + Peering,
                "INF0804",
                "peerings.partner.cidrs[0]",
                "10.7.16.0/20",
                "10.77.0.0/20"
            },
        };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Project_ThatContradictsItsExposure_IsReportedAndTheRemedyWorks(
        string cloud,
        string part,
        string instead,
        string code,
        string path,
        string wrong,
        string right
    )
    {
        var text = StackText.Replace(Text(cloud, "private"), part, instead);

        var found = Assert.Single(Errors(text));

        Assert.Equal((code, path), (found.Code, found.Where.Path));
        Assert.Empty(Errors(StackText.Replace(text, wrong, right)));
    }

    /// <summary>Nothing is public but bastions; management reaches these, these reach nodes.</summary>
    [Theory]
    [MemberData(nameof(Clouds))]
    public void Private_WithoutAnyFurtherKey_IsReachedThroughBastionsAlone(string cloud)
    {
        foreach (var exposure in new[] { "    exposure: private\n", "" })
        {
            var plan = StackText.Plan(StackText.Replace(Text(cloud, "private"), "    exposure: private\n", exposure));

            Assert.Equal((DeploymentModel.Byoc, Exposure.Private), (plan.Spec.Deployment, plan.Spec.Exposure));
            Assert.IsType<AccessPath.Bastions>(plan.Spec.Access);
            Assert.NotEmpty(plan.Topology.Bastions);
            Assert.All(plan.Topology.Nodes, node => Assert.False(node.HasPublicAddress));
            var bastions = plan.Topology.Bastions.Select(bastion => bastion.Machine.Address).ToList();
            Assert.Equal(plan.Spec.ManagementSources, Operators(plan, Bastion.Owner).Distinct());
            Assert.NotEmpty(Operators(plan, "orders-db"));
            Assert.All(Operators(plan, "orders-db"), network =>
                Assert.True(network.PrefixLength >= 31 && bastions.Exists(network.Contains))
            );
        }
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Public_WithoutAnyFurtherKey_GivesEveryNodeAnAddressAndNoNat(string cloud)
    {
        var plan = StackText.Plan(StackText.Replace(Text(cloud, "public"), "[10.7.0.0/16]", "[10.7.0.0/16, 20.4.0.0/24]"));

        Assert.Equal(Exposure.Public, plan.Spec.Exposure);
        Assert.IsType<AccessPath.Direct>(plan.Spec.Access);
        Assert.Empty(plan.Topology.Bastions);
        Assert.All(plan.Topology.Nodes, node => Assert.True(node.HasPublicAddress));
        Assert.Equal(["10.7.0.0/16", "20.4.0.0/24"], plan.Spec.Services["orders-db"].SourcesOf("pg").Select(source => $"{source}"));
        Assert.Equal(cloud == "local" ? NatMode.PerZone : NatMode.None, plan.Spec.Nat);
    }

    /// <summary>A peering makes services private by default; the exposure is a decision about that.</summary>
    [Fact]
    public void Public_WithAPeering_StaysPublic()
    {
        var text = StackText.Replace(Text("aws", "public"), "    zones: 3\n", $"    zones: 3\n    {Peering}\n");
        Assert.All(StackText.Plan(text).Topology.Nodes, node => Assert.True(node.HasPublicAddress));
    }

    /// <summary>The customer's own network has no public subnets of ours: its owner's ways in are used.</summary>
    [Theory]
    [InlineData("private", null)]
    [InlineData("public", "INF0363")]
    public void ExistingVpc_IsPrivateAlone(string exposure, string? code)
    {
        var text = ExistingNetworkText.With("deployment: standard", $"deployment: byoc\n    exposure: {exposure}");

        var errors = Errors(text);

        Assert.Equal(code is null ? [] : [code], errors.Select(found => found.Code));
        Assert.Empty(Errors(StackText.Replace(text, $"exposure: {exposure}", "exposure: private")));
        Assert.IsType<AccessPath.Direct>(StackText.Plan(StackText.Replace(text, $"exposure: {exposure}", "exposure: private")).Spec.Access);
    }

    [Theory]
    [InlineData("byoc", "10.77.0.0/24", true)]
    [InlineData("byoc", "10.77.0.0/23", false)]
    [InlineData("byoc", "10.77.0.0/16", false)]
    public void Network_OfASlash24_IsWarnedOf(string deployment, string cidr, bool warned)
    {
        var text = StackText.Replace(
            StackText.Replace(Text("aws", "private"), "10.77.0.0/20", cidr),
            "deployment: byoc",
            $"deployment: {deployment}"
        );

        Assert.Equal(warned, StackText.Compile(text).Diagnostics.Any(found => found.Code == DiagnosticCodes.TightNetwork));
        Assert.NotNull(StackText.Compile(text).Value);
    }

    [Fact]
    public void Project_WithServices_IsProtectedFromDeletionAsAWhole()
    {
        var text = Text("aws", "private");
        Assert.True(StackText.Plan(text).Spec.IsProtected);

        var empty = text[..text.IndexOf("    services:", StringComparison.Ordinal)] + "    services: {}\n";
        Assert.False(StackText.Plan(empty).Spec.IsProtected);
        Assert.False(StackText.Plan(StackText.On("aws", "eu-west-1")).Spec.IsProtected);
    }

    [Fact]
    public void Codes_OfProjectsInCustomersAccounts_HaveARowEach() =>
        Assert.Empty(
            AllCodes
                .From("INF0361", "INF0379")
                .Except(Contradictions.Select(row => (string)((object?[])row)[3]!))
                .Except([DiagnosticCodes.PublicExposureImpossible, DiagnosticCodes.TightNetwork])
        );

    /// <summary>Where connections to an owner's machines come from, except clients' and peers'.</summary>
    private static IEnumerable<Cidr> Operators(ProjectPlan plan, string owner) =>
        plan
            .Policy.Flows.Where(flow => flow.Service == owner)
            .Select(flow => flow.Purpose)
            .OfType<FlowPurpose.FromOutside>()
            .Where(purpose => purpose is not FlowPurpose.Clients)
            .SelectMany(purpose => purpose.Sources);

    private static List<Diagnostic> Errors(string text) =>
        [.. StackText.Compile(text).Diagnostics.Where(found => found.Severity == Severity.Error)];

    private static string Text(string cloud, string exposure)
    {
        var good = StackText.On(
            cloud,
            cloud switch
            {
                "azure" => "westeurope",
                "gcp" => "europe-west1",
                "local" => "local",
                _ => "eu-west-1",
            }
        );
        return StackText.Replace(
            good.Replace("\n    managementRoutes: [20.51.0.0/16]", "", StringComparison.Ordinal),
            "deployment: standard\n",
            $"deployment: byoc\n    exposure: {exposure}\n"
        );
    }
}
