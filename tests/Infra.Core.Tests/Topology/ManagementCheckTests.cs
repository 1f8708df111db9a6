using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Existing;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Topology;

/// <summary>Whether operators have a route to each node, on every cloud, and the message if they have none.</summary>
public sealed class ManagementCheckTests
{
    private const string Vpc = "peerings: { partner: { account: \"012345678901\", vpc: vpc-0123456789abcdef0, cidrs: [10.7.0.0/16] } }";
    private const string Hub =
        "peerings: { partner: { tenant: 11111111-2222-4333-8444-555555555555, subscription: "
        + "21111111-2222-4333-8444-555555555555, resourceGroup: hub, virtualNetwork: hub, mode: both-sides, cidrs: "
        + "[10.7.0.0/16] } }";

    private const string Google = "peerings: { partner: { project: clients-production, network: default, cidrs: [10.7.0.0/16] } }";

    public static TheoryData<string, string> Clouds { get; } =
        new()
        {
            { "aws", "eu-west-1" },
            { "azure", "westeurope" },
            { "gcp", "europe-west1" },
        };

    /// <summary>Keys of the project, keys of the service, and how many nodes are unreachable.</summary>
    public static TheoryData<string, string, string, int> Ways
    {
        get
        {
            (string Project, string Service, int Lost)[] rows =
            [
                // A network of the project's own, and no route into it.
                ("managementSources: [20.51.100.0/28]", "", 3),
                ("managementSources: [10.200.0.0/16]", "", 3),
                ("managementSources: [20.51.100.0/28, 10.200.0.0/16]", "", 3),
                ("managementSources: [100.64.0.0/16]", "publicAccess: true", 3),
                ("managementSources: [20.51.100.0/28]", "publicAccess: false", 3),
                ("managementSources: [20.51.100.0/28]", "publicAccess: true", 0),
                ("managementSources: [20.51.100.0/28]", "components: { pg: { publicAccess: true } }", 0),
                ("managementSources: [20.51.100.0/28, 10.200.0.0/16]", "publicAccess: true", 0),
                // A peering routes only from its own networks.
                ("managementSources: [10.7.4.0/24]\n    PEERING", "", 0),
                ("managementSources: [10.0.0.0/13]\n    PEERING", "", 0),
                ("managementSources: [10.200.0.0/16]\n    PEERING", "", 3),
                ("managementSources: [20.51.100.0/28]\n    PEERING", "", 3),
                ("managementSources: [20.51.100.0/28, 10.7.4.0/24]\n    PEERING", "", 0),
                // Stated: the operators' own VPN.
                ("managementSources: [10.200.0.0/16]\n    managementRoutes: [10.200.0.0/16]", "", 0),
                ("managementSources: [10.200.7.0/24]\n    managementRoutes: [10.200.0.0/16]", "", 0),
                ("managementSources: [20.51.100.0/28]\n    managementRoutes: [20.51.100.0/28]", "", 0),
                ("managementSources: [10.200.0.0/16, 10.201.0.0/16]\n    managementRoutes: [10.201.0.0/16]", "", 0),
            ];
            var all = new TheoryData<string, string, string, int>();
            foreach (var (cloud, peering) in new[] { ("aws", Vpc), ("azure", Hub), ("gcp", Google) })
            {
                foreach (var (project, service, lost) in rows)
                {
                    all.Add(cloud, project.Replace("PEERING", peering, StringComparison.Ordinal), service, lost);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Nodes_ThatNoOperatorReaches_AreAnError(string cloud, string project, string service, int lost)
    {
        var outcome = StackText.Compile(Text(cloud, project, service));

        var errors = outcome.Diagnostics.Where(found => found.Severity == Severity.Error).ToArray();
        Assert.Equal(lost == 0, outcome.Succeeded);
        Assert.Equal(lost == 0 ? 0 : 1, errors.Length);
        if (lost > 0)
        {
            Assert.Equal((DiagnosticCodes.NodesUnreachable, "services.orders-db"), (errors[0].Code, errors[0].Where.Path));
            Assert.Equal(Line(Text(cloud, project, service)) + 1, errors[0].Where.Line);
            Assert.Contains("orders-db-1, orders-db-2, orders-db-3", errors[0].Message, StringComparison.Ordinal);
            string[] ways =
            [
                service.StartsWith("publicAccess: true", StringComparison.Ordinal)
                    ? "add the operators' public networks"
                    : "'publicAccess: true'",
                "'services: {}'",
                "('network')",
                "'managementRoutes'",
                "docs/access.md",
                "with 'access: endpoints'",
            ];
            Assert.All(ways, way => Assert.Contains(way, errors[0].Remedy, StringComparison.Ordinal));
            Assert.DoesNotContain('\n', errors[0].ToString());
        }

        static int Line(string text) => text[..text.IndexOf("orders-db:", StringComparison.Ordinal)].Count(c => c == '\n') + 1;
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Services_None_HaveNobodyToReach(string cloud, string region)
    {
        var text = StackText.On(cloud, region);
        text =
            text[..text.IndexOf("    services:", StringComparison.Ordinal)]
                .Replace("    managementRoutes: [20.51.0.0/16]\n", "", StringComparison.Ordinal) + "    services: {}\n";

        Assert.Empty(StackText.Compile(text).Diagnostics);
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Services_OfAMixedProject_AreReportedEachInItsPlace(string cloud, string region)
    {
        var text = StackText.Replace(
            StackText.Replace(StackText.On(cloud, region), "    managementRoutes: [20.51.0.0/16]\n", ""),
            "    services:\n",
            "    services:\n      a: { type: postgresql, plan: startup-4, volumes: { data: 1 } }\n      b: { type: "
                + "postgresql, plan: startup-4, publicAccess: true, volumes: { data: 1 } }\n"
        );

        Assert.Equal(
            [(DiagnosticCodes.NodesUnreachable, "services.a"), (DiagnosticCodes.NodesUnreachable, "services.orders-db")],
            StackText.Compile(text).Diagnostics.Select(found => (found.Code, found.Where.Path))
        );
    }

    // Existing networks: their owner routes; from the internet only public addresses are reachable there too.
    [Theory]
    [InlineData("aws", "[10.77.200.0/28]", true)]
    [InlineData("aws", "[10.200.0.0/16]", true)]
    [InlineData("aws", "[20.51.100.0/28]", false)]
    [InlineData("aws", "[20.51.100.0/28, 10.200.0.0/16]", true)]
    [InlineData("aws", "[20.51.100.0/28]\n    managementRoutes: [20.51.0.0/16]", true)]
    public void Nodes_InAnExistingNetwork_AreReachedAsItsOwnerRoutes(string cloud, string sources, bool reached)
    {
        var text = StackText.Replace(
            ExistingNetworkText.With("managementSources: [10.77.200.0/28]", $"managementSources: {sources}"),
            "cloud: aws",
            $"cloud: {cloud}"
        );
        var outcome = StackText.Compile(text);

        Assert.Equal(reached, outcome.Succeeded);
        var error = outcome.Diagnostics.SingleOrDefault(found => found.Severity == Severity.Error);
        Assert.Equal(reached, error is null);
        if (error is not null)
        {
            Assert.Equal(DiagnosticCodes.NodesUnreachable, error.Code);
            // In an existing VPC a public address is not a remedy.
            Assert.DoesNotContain("publicAccess", error.Remedy, StringComparison.Ordinal);
            Assert.Contains("list the private networks that operators connect from", error.Remedy, StringComparison.Ordinal);
        }
    }

    /// <summary>On AWS a VM stays in its subnet: a private one stays private until it is replaced.</summary>
    [Fact]
    public void Nodes_ThatStayPrivate_AreToBeReplacedFirst()
    {
        var before = StackText.Plan(StackText.On("aws", "eu-west-1"));
        var text = Text("aws", "managementSources: [20.51.100.0/28]", "publicAccess: true");

        var error = Assert.Single(StackText.Compile(text, before.LockText).Diagnostics, found => found.Severity == Severity.Error);
        Assert.Equal((DiagnosticCodes.NodesUnreachable, "services.orders-db"), (error.Code, error.Where.Path));
        Assert.Contains("lock --stack test --remove orders-db", error.Remedy, StringComparison.Ordinal);

        // Either remedy works: keeping the old route next to the new one, or removing the service and adding it again.
        Assert.True(
            StackText
                .Compile(
                    Text(
                        "aws",
                        "managementSources: [20.51.100.0/28, 10.9.0.0/24]\n    managementRoutes: [10.9.0.0/24]",
                        "publicAccess: true"
                    ),
                    before.LockText
                )
                .Succeeded
        );
        var gone = new StackSource(text[..text.IndexOf("    services:", StringComparison.Ordinal)] + "    services: {}\n", StackText.File);
        var without = ProjectCompiler.Compile(
            gone,
            new LockSource(before.LockText, StackText.LockFile, LockMode.Extend)
            {
                Requests = LockRequests.None with { Remove = ["orders-db"] },
            }
        );
        Assert.True(without.Succeeded, string.Join('\n', without.Diagnostics));
        Assert.All(StackText.Plan(text, without.Value!.LockText).Topology.Nodes, node => Assert.True(node.HasPublicAddress));
    }

    [Theory]
    [InlineData(
        "managementSources: [20.51.100.0/28, 10.200.0.0/16]",
        "publicAccess: true",
        "10.200.0.0/16: private networks need a peering"
    )]
    [InlineData(
        "managementSources: [20.51.100.0/28, 10.200.0.0/16]\n    managementRoutes: [10.200.0.0/16]",
        "",
        "20.51.100.0/28: no node has a public address"
    )]
    [InlineData(
        "managementSources: [10.200.0.0/16, 10.202.0.0/16, 10.204.0.0/16]\n    managementRoutes: [10.200.0.0/16]",
        "publicAccess: true",
        "10.202.0.0/16, 10.204.0.0/16: private"
    )]
    [InlineData("managementSources: [20.51.100.0/28, 10.200.0.0/16]\n    managementRoutes: [10.200.0.0/16]", "publicAccess: true", null)]
    [InlineData("managementSources: [20.51.100.0/28]", "publicAccess: true", null)]
    public void Sources_WithoutAWay_AreAWarning(string project, string service, string? says)
    {
        var outcome = StackText.Compile(Text("aws", project, service));

        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        if (says is null)
        {
            Assert.Empty(outcome.Diagnostics);
            return;
        }

        var warning = Assert.Single(outcome.Diagnostics);
        Assert.Equal(
            (DiagnosticCodes.SourceWithoutWay, Severity.Warning, "managementSources"),
            (warning.Code, warning.Severity, warning.Where.Path)
        );
        Assert.Contains($"No node can be reached from {says}", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("managementSources: [20.51.100.0/28]", true)]
    [InlineData("managementSources: [20.51.100.0/28, 10.200.0.0/16]", true)]
    [InlineData("managementSources: [20.51.100.0/28, 10.200.0.0/16]\n    managementRoutes: [10.200.0.0/16]", false)]
    [InlineData($"managementSources: [20.51.100.0/28, 10.7.0.0/24]\n    {Vpc}", false)]
    public void Address_ThatOperatorsTake_IsOneThatTheyReach(string project, bool isPublic) =>
        Assert.Equal(isPublic, ManagementWays.UsePublicAddresses(StackText.Plan(Text("aws", project, "publicAccess: true")).Spec));

    [Theory]
    [InlineData("aws", "managementRoutes: [10.9.0.0/16]", DiagnosticCodes.RouteOfNobody)]
    [InlineData("azure", "managementRoutes: [20.51.0.0/16, 10.9.0.0/16]", DiagnosticCodes.RouteOfNobody)]
    [InlineData("gcp", "managementRoutes: [20.51.0.0/16]", null)]
    [InlineData("aws", "managementRoutes: [20.51.100.7/28]", DiagnosticCodes.HostBitsSet)]
    [InlineData("aws", "managementRoutes: [169.254.0.0/24]", DiagnosticCodes.NeverASource)]
    public void Routes_ThatNoSourceIsBehind_AreAnError(string cloud, string routes, string? code) =>
        Assert.Equal(
            code ?? "",
            string.Join(
                ' ',
                StackText
                    .Compile(Text(cloud, $"managementSources: [20.51.100.0/28]\n    {routes}", "publicAccess: true"))
                    .Diagnostics.Where(found => found.Severity == Severity.Error)
                    .Select(found => found.Code)
            )
        );

    [Fact]
    public void Local_NeedsNoWay_AndTakesNoRoutes()
    {
        Assert.Empty(StackText.Compile(StackText.With("mesh: wireguard", "publicAccess: false")).Diagnostics);
        var found = Assert.Single(
            StackText.Compile(StackText.With("    zones: 3\n", "    zones: 3\n    managementRoutes: [198.51.100.0/28]\n")).Diagnostics
        );
        Assert.Equal((DiagnosticCodes.NotOnThisCloud, "managementRoutes"), (found.Code, found.Where.Path));
    }

    // Where it is written, and the documentation network it is in; null: not an example network.
    [Theory]
    [InlineData("managementSources: [198.51.100.0/28, 20.51.100.0/28]", "[20.3.0.0/16]", "managementSources[0]", "198.51.100.0/24")]
    [InlineData("managementSources: [20.51.100.0/28, 192.0.2.7/32]", "[20.3.0.0/16]", "managementSources[1]", "192.0.2.0/24")]
    [InlineData(
        "managementSources: [20.51.100.0/28]",
        "[20.3.0.0/16, 203.0.113.0/24]",
        "services.orders-db.allowedSources[1]",
        "203.0.113.0/24"
    )]
    [InlineData("managementSources: [20.51.100.0/28]", "[203.0.112.0/23]", null, null)]
    [InlineData("managementSources: [20.51.100.0/28]", "[198.51.101.0/24]", null, null)]
    public void Sources_OutOfADocumentation_AreAWarning(string project, string sources, string? path, string? network)
    {
        foreach (var cloud in new[] { "aws", "azure", "gcp" })
        {
            var outcome = StackText.Compile(StackText.Replace(Text(cloud, project, "publicAccess: true"), "[10.7.0.0/16]", sources));

            Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
            Assert.Equal(
                path is null ? "" : $"{DiagnosticCodes.DocumentationRange} {path}",
                string.Join(", ", outcome.Diagnostics.Select(found => $"{found.Code} {found.Where.Path}"))
            );
            Assert.All(outcome.Diagnostics, found => Assert.Contains(network!, found.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Text_OfAnUnreachableNode_SaysWhatToLookAt()
    {
        var direct = UnreachableText.Of(StackText.Plan(Text("aws", "managementSources: [20.51.100.0/28]", "publicAccess: true")).Spec);
        Assert.Contains("managementSources (20.51.100.0/28)", direct, StringComparison.Ordinal);
        Assert.DoesNotContain("VPN", direct, StringComparison.Ordinal);

        Assert.Contains(
            "the VPN or gateway",
            UnreachableText.Of(
                StackText.Plan(Text("aws", "managementSources: [10.200.0.0/16]\n    managementRoutes: [10.200.0.0/16]", "")).Spec
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the peering 'partner' is accepted",
            UnreachableText.Of(StackText.Plan(Text("aws", $"managementSources: [10.7.0.0/24]\n    {Vpc}", "")).Spec),
            StringComparison.Ordinal
        );
    }

    private static string Text(string cloud, string project, string service) =>
        StackText.Replace(
            StackText.Replace(
                StackText.On(
                    cloud,
                    cloud switch
                    {
                        "azure" => "westeurope",
                        "gcp" => "europe-west1",
                        _ => "eu-west-1",
                    }
                ),
                StackText.CloudOperators,
                project
            ),
            "        mesh: wireguard\n",
            service.Length == 0 ? "" : $"        {service}\n"
        );
}
