using Infra.Core.Diagnostics;
using Infra.Core.Spec.Peerings;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Spec.Peerings;

/// <summary>Every possible error in a peering, one row each: the text (§ marks the place of the finding) and the finding.</summary>
public sealed class PeeringDiagnosticTests
{
    private const string Account = "account: \"111122223333\"";
    private const string Vpc = "vpc: vpc-0123456789abcdef0";
    private const string Good = $"{Account}, {Vpc}, cidrs: [10.7.0.0/16]";
    private const string Role = "arn:aws:iam::111122223333:role/infra-peering";

    private const string Tenant = "tenant: 11111111-2222-4333-8444-555555555555";
    private const string VirtualNetwork =
        "subscription: 21111111-2222-4333-8444-555555555555, resourceGroup: network, virtualNetwork: clients";
    private const string GoodAzure = $"{Tenant}, {VirtualNetwork}, app: 31111111-2222-4333-8444-555555555555, cidrs: [10.7.0.0/16]";

    /// <summary>The peering's keys, code, path below the peering, a part of message or remedy.</summary>
    public static TheoryData<string, string, string, string> Aws { get; } =
        new()
        {
            { $"{Account}, {Vpc}§", "INF0103", "", "'cidrs' is missing" },
            { $"{Vpc}, cidrs: [10.7.0.0/16]§", "INF0103", "", "'account' is missing" },
            { $"{Account}, cidrs: [10.7.0.0/16]§", "INF0103", "", "'vpc' is missing" },
            { $"{Good}, §vcp: x", "INF0101", ".vcp", "'vpc' is already set" },
            { $"{Good}, mode: §both", "INF0202", ".mode", "Known here: both-sides, one-sided" },
            { $"{Good}, §assumeRole: \"{Role}\"", "INF0101", ".assumeRole", "mode: both-sides" },
            { $"{Account}, {Vpc}, §cidrs: []", "INF0104", ".cidrs", "nothing could be routed" },
            { $"{Account}, {Vpc}, cidrs: [§10.7.0.1/16]", "INF0302", ".cidrs[0]", "Write 10.7.0.0/16." },
            // An account consists of digits, and keeps its leading zeros.
            { $"account: §012345678901, {Vpc}, cidrs: [10.7.0.0/16]", "INF0802", ".account", "Put it in quotes: \"012345678901\"" },
            { $"account: §12345678901, {Vpc}, cidrs: [10.7.0.0/16]", "INF0802", ".account", "12 digits" },
            { $"account: §\"1111-2222-3333\", {Vpc}, cidrs: [10.7.0.0/16]", "INF0802", ".account", "12 digits" },
            { $"account: §\"111122223333\\n\", {Vpc}, cidrs: [10.7.0.0/16]", "INF0802", ".account", "\\u000a" },
            { $"{Account}, vpc: §vpc-0123456789abcdef, cidrs: [10.7.0.0/16]", "INF0802", ".vpc", "8 or 17" },
            { $"{Account}, vpc: §vpc-0123456789ABCDEF0, cidrs: [10.7.0.0/16]", "INF0802", ".vpc", "not a VPC's id" },
            { $"{Account}, vpc: §\"vpc-12345678; rm -rf /\", cidrs: [10.7.0.0/16]", "INF0802", ".vpc", "not a VPC's id" },
            { $"{Good}, region: §Ireland", "INF0802", ".region", "'eu-west-1'" },
            { $"{Good}, mode: both-sides, assumeRole: §infra-peering", "INF0802", ".assumeRole", "ARN" },
            {
                $"{Good}, mode: both-sides, assumeRole: §\"arn:aws:iam::999988887777:role/infra-peering\"",
                "INF0802",
                ".assumeRole",
                "in account 111122223333"
            },
            // What cannot be peered.
            { $"{Good}, provider: §azure", "INF0801", ".provider", "cloud providers peer only their own networks" },
            {
                $"{Account}, {Vpc}, cidrs: [10.7.0.0/16], §tenant: 11111111-2222-4333-8444-555555555555",
                "INF0801",
                ".tenant",
                "names a network on azure, and this project is on aws"
            },
            { "§project: clients, cidrs: [10.7.0.0/16]", "INF0801", ".project", "put the project on gcp" },
            { $"{Good}, region: §eu-centrl-1", "INF0206", ".region", "Did you mean 'eu-central-1'?" },
            { $"{Good}, region: §eu-central-64", "INF0206", ".region", "Did you mean 'eu-central-" },
            { $"{Good}, region: §cn-north-1", "INF0801", ".region", "does not connect partitions" },
            { $"{Account}, {Vpc}, cidrs: [§203.0.113.0/24]", "INF0803", ".cidrs[0]", "not inside the private IPv4 ranges" },
            { $"{Account}, {Vpc}, cidrs: [§127.0.0.0/8]", "INF0803", ".cidrs[0]", "private" },
            { $"{Account}, {Vpc}, cidrs: [§169.254.0.0/16]", "INF0803", ".cidrs[0]", "private" },
            { $"{Account}, {Vpc}, cidrs: [§224.0.0.0/8]", "INF0803", ".cidrs[0]", "private" },
            { $"{Account}, {Vpc}, cidrs: [§0.0.0.0/0]", "INF0803", ".cidrs[0]", "private" },
            { $"{Account}, {Vpc}, cidrs: [§\"fd00::/48\"]", "INF0803", ".cidrs[0]", "IPv4" },
            {
                $"{Account}, {Vpc}, cidrs: [10.7.0.0/16, §10.0.0.0/8]",
                "INF0804",
                ".cidrs[1]",
                "overlaps the project's own network 10.77.0.0/20"
            },
            { $"{Account}, {Vpc}, cidrs: [10.7.0.0/16, §10.77.4.0/24]", "INF0804", ".cidrs[1]", "overlaps the project's own network" },
        };

    public static TheoryData<string, string, string, string> Azure { get; } =
        new()
        {
            { $"{Tenant}, {VirtualNetwork}, cidrs: [10.7.0.0/16]§", "INF0103", "", "'app' is missing" },
            { $"tenant: §contoso, {VirtualNetwork}, mode: both-sides, cidrs: [10.7.0.0/16]", "INF0802", ".tenant", "not a tenant's id" },
            {
                $"{Tenant}, subscription: 21111111-2222-4333-8444-555555555555, virtualNetwork: clients, mode: "
                    + "both-sides, cidrs: [10.7.0.0/16]§",
                "INF0103",
                "",
                "'resourceGroup' is missing"
            },
            {
                $"{Tenant}, mode: both-sides, virtualNetwork: §/subscriptions/x/virtualNetworks/y, cidrs: [10.7.0.0/16]",
                "INF0802",
                ".virtualNetwork",
                "resource ID"
            },
            {
                $"{Tenant}, mode: both-sides, §subscription: 21111111-2222-4333-8444-555555555555, virtualNetwork: "
                    + $"{ById}, cidrs: [10.7.0.0/16]",
                "INF0802",
                ".subscription",
                "already"
            },
            { $"{GoodAzure}, §vpc: vpc-01234567", "INF0801", ".vpc", "names a network on aws, and this project is on azure" },
            { $"{GoodAzure}, §region: westeurope", "INF0101", ".region", "not a known key" },
            {
                $"{GoodAzure.Replace("virtualNetwork: clients", "virtualNetwork: §\"a' || true\"", StringComparison.Ordinal)}",
                "INF0802",
                ".virtualNetwork",
                "not a virtual network's name"
            },
        };

    public static TheoryData<string, string, string, string> Gcp { get; } =
        new()
        {
            { "project: §\"123456789012\", network: default, cidrs: [10.7.0.0/16]", "INF0802", ".project", "not the number" },
            {
                "project: clients-production, network: §projects/x/global/networks/default, cidrs: [10.7.0.0/16]",
                "INF0802",
                ".network",
                "the name alone"
            },
            { "project: clients-production, cidrs: [10.7.0.0/16]§", "INF0103", "", "'network' is missing" },
            {
                "project: clients-production, network: default, §account: \"111122223333\", cidrs: [10.7.0.0/16]",
                "INF0801",
                ".account",
                "on aws"
            },
        };

    private const string ById =
        "/subscriptions/21111111-2222-4333-8444-55555555ABCD/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/clients";

    [Theory]
    [MemberData(nameof(Aws))]
    public void AwsPeering_OneThingWrong_IsReportedWhereItIs(string keys, string code, string path, string part) =>
        Check("aws\n    region: eu-west-1", keys, code, path, part);

    [Theory]
    [MemberData(nameof(Azure))]
    public void AzurePeering_OneThingWrong_IsReportedWhereItIs(string keys, string code, string path, string part) =>
        Check("azure\n    region: westeurope", keys, code, path, part);

    [Theory]
    [MemberData(nameof(Gcp))]
    public void GcpPeering_OneThingWrong_IsReportedWhereItIs(string keys, string code, string path, string part) =>
        Check("gcp\n    region: europe-west1", keys, code, path, part);

    [Theory]
    [InlineData("aws\n    region: eu-west-1", Good)]
    [InlineData("aws\n    region: eu-west-1", $"account: 111122223333, {Vpc}, cidrs: [100.64.0.0/10], provider: aws, region: us-east-1")]
    [InlineData("aws\n    region: eu-west-1", $"{Good}, mode: both-sides, assumeRole: \"{Role}\"")]
    [InlineData("azure\n    region: westeurope", GoodAzure)]
    [InlineData("azure\n    region: westeurope", $"{Tenant}, virtualNetwork: {ById}, mode: both-sides, cidrs: [10.7.0.0/16]")]
    [InlineData("gcp\n    region: europe-west1", "project: clients-production, network: default, cidrs: [10.7.0.0/16]")]
    [InlineData("gcp\n    region: europe-west1", "project: \"example.com:clients\", network: default, cidrs: [10.7.0.0/16]")]
    public void Peering_ThatIsRight_IsNoFinding(string cloud, string keys) => Assert.Empty(Findings(Text(cloud, keys)));

    [Fact]
    public void Peering_OnTheLocalCloud_IsRefused()
    {
        var (text, line, column) = StackText.Unmark(
            StackText.With("    services:", $"    §peerings:\n      partner: {{ {Good} }}\n    services:")
        );
        var found = Assert.Single(StackText.Compile(text).Diagnostics);
        Assert.Equal((DiagnosticCodes.PeeringImpossible, line, column), (found.Code, found.Where.Line, found.Where.Column));
        Assert.Contains("The local cloud does not support peerings", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Peerings_None_AreAllowedEverywhere() =>
        Assert.Empty(StackText.Compile(StackText.With("    services:", "    peerings: {}\n    services:")).Diagnostics);

    [Theory]
    [InlineData(
        "account: \"111122223333\", vpc: vpc-00000001, cidrs: [10.8.0.0/16, 10.7.3.0/24]",
        DiagnosticCodes.PeerOverlap,
        "overlaps 10.7.0.0/16 of the peering 'partner'"
    )]
    [InlineData("account: \"111122223333\", vpc: vpc-0123456789abcdef0, cidrs: [10.8.0.0/16]", DiagnosticCodes.PeeredTwice, "'other'")]
    public void Peerings_ThatCannotStandTogether_AreRefused(string other, string code, string part)
    {
        var outcome = StackText.Compile(PeeredProject.Text($"partner: {{ {Good} }}\n      other: {{ {other} }}"));

        var found = Assert.Single(outcome.Diagnostics);
        Assert.Equal((code, Severity.Error), (found.Code, found.Severity));
        Assert.Contains(part, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Peerings_MoreThanTheCloudTakes_AreCounted()
    {
        Assert.True(StackText.Compile(Many(50, 1)).Succeeded);

        var peerings = Assert.Single(StackText.Compile(Many(51, 1)).Diagnostics, found => found.Severity == Severity.Error);
        Assert.Equal((DiagnosticCodes.TooManyPeerings, "peerings"), (peerings.Code, peerings.Where.Path));
        Assert.Contains("51 peerings; a network on aws has at most 50", peerings.Message, StringComparison.Ordinal);

        var routes = Assert.Single(StackText.Compile(Many(50, 10)).Diagnostics, found => found.Severity == Severity.Error);
        Assert.Equal(DiagnosticCodes.TooManyPeerRoutes, routes.Code);
        Assert.Contains("503 routes in each route table; one holds 500 (Routes per route table)", routes.Message, StringComparison.Ordinal);

        // The account's stated limit counts, in either direction.
        Assert.True(StackText.Compile(Many(51, 1, "networkPeerings: 60")).Succeeded);
        Assert.True(StackText.Compile(Many(50, 10, "routeTableRoutes: 503")).Succeeded);
        Assert.False(StackText.Compile(Many(3, 1, "networkPeerings: 2")).Succeeded);

        static string Many(int peerings, int cidrs, string quotas = "") =>
            PeeredProject.Text(
                string.Join(
                    "\n      ",
                    Enumerable
                        .Range(0, peerings)
                        .Select(i =>
                            $"p{i}: {{ {Account}, vpc: vpc-{i:x8}, cidrs: "
                            + $"[{string.Join(", ", Enumerable.Range(0, cidrs).Select(j => $"10.{i}.{2 * j}.0/24"))}] }}"
                        )
                ) + (quotas.Length > 0 ? $"\n    quotas: {{ {quotas} }}" : "")
            );
    }

    [Theory]
    [InlineData("allowedSources: [10.8.0.0/16]", 1)]
    [InlineData("allowedSources: []", 1)]
    [InlineData("allowedSources: [10.7.255.255/32]", 0)]
    [InlineData("allowedSources: []\n        components: { pg: { allowedSources: [10.0.0.0/10] } }", 0)]
    public void Peering_ThatNoServiceLetsIn_IsAWarning(string access, int warnings)
    {
        var outcome = StackText.Compile(PeeredProject.Text(access: access));

        Assert.True(outcome.Succeeded);
        Assert.Equal(warnings, outcome.Diagnostics.Length);
        Assert.All(outcome.Diagnostics, found =>
            Assert.Equal(
                (DiagnosticCodes.PeerLetInNowhere, Severity.Warning, "peerings.partner"),
                (found.Code, found.Severity, found.Where.Path)
            )
        );
    }

    [Theory]
    [InlineData("allowedSources: [10.7.0.0/16, 20.3.113.0/24]", "services.orders-db.allowedSources", "Not allowed in: 20.3.113.0/24.")]
    [InlineData(
        "allowedSources: [0.0.0.0/0]",
        "services.orders-db.allowedSources",
        "Not allowed in: 0.0.0.0/0 (but for its private part)."
    )]
    [InlineData(
        "allowedSources: [10.7.0.0/16]\n        components: { pg: { allowedSources: [20.3.113.0/24] } }",
        "services.orders-db.components.pg.allowedSources",
        "Not allowed in: 20.3.113.0/24."
    )]
    public void PublicSource_InAPeeredProject_IsLeftOutWithAWarning(string access, string path, string part)
    {
        var outcome = StackText.Compile(PeeredProject.Text(access: access));

        Assert.True(outcome.Succeeded);
        var found = Assert.Single(outcome.Diagnostics);
        Assert.Equal((DiagnosticCodes.PeeringMakesPrivate, Severity.Warning, path), (found.Code, found.Severity, found.Where.Path));
        Assert.Contains(part, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("publicAccess: true\n        allowedSources: [10.7.0.0/16, 20.3.113.0/24]", null)]
    [InlineData("publicAccess: false\n        allowedSources: [10.7.0.0/16, 20.3.113.0/24]", DiagnosticCodes.PublicSource)]
    [InlineData("allowedSources: [10.7.0.0/16]\n        components: { pg: { publicAccess: true, allowedSources: [20.3.113.0/24] } }", null)]
    [InlineData(
        "allowedSources: [10.7.0.0/16]\n        components: { pg: { publicAccess: false, allowedSources: [20.3.113.0/24] } }",
        DiagnosticCodes.PublicSource
    )]
    public void PublicAccess_ThatIsWritten_IsAsWithoutPeerings(string access, string? code) =>
        Assert.Equal(
            code is null ? [] : new[] { code },
            StackText.Compile(PeeredProject.Text(access: access)).Diagnostics.Select(found => found.Code)
        );

    [Theory]
    [InlineData("10.7.3.0/24", 1)]
    [InlineData("10.6.0.0/15", 1)]
    [InlineData("10.8.0.0/16", 0)]
    [InlineData("internet", 0)]
    public void Egress_IntoAPeering_IsRefused(string to, int errors)
    {
        var text = PeeredProject.Text($"{PeeredProject.Partner}\n    egress: {{ mirror: {{ to: [{to}], ports: [443] }} }}");
        var found = StackText.Compile(text).Diagnostics;

        Assert.Equal(errors, found.Length);
        Assert.All(found, one =>
            Assert.Equal(
                (DiagnosticCodes.PeerAsDestination, Severity.Error, "egress.mirror.to[0]"),
                (one.Code, one.Severity, one.Where.Path)
            )
        );
    }

    [Fact]
    public void Peering_InTheSpec_IsWhatWasWritten()
    {
        var plan = StackText.Plan(
            PeeredProject.Text(
                $"partner: {{ {Account}, {Vpc}, cidrs: [10.8.0.0/16, 10.7.0.0/16, 10.7.3.0/24, 10.7.0.0/16], mode: "
                    + $"both-sides, assumeRole: \"{Role}\" }}"
            )
        );

        var peering = Assert.Single(plan.Spec.Peerings.Values);
        Assert.Equal(new OtherSide.Aws("111122223333", "vpc-0123456789abcdef0", "eu-west-1", Role), peering.Other);
        Assert.Equal((PeeringMode.BothSides, "partner"), (peering.Mode, peering.Name));

        // Sorted and distinct; adjacent ones stay separate.
        Assert.Equal(["10.7.0.0/16", "10.8.0.0/16"], peering.Cidrs.Select(cidr => $"{cidr}"));
    }

    [Fact]
    public void PeeringCodes_All_HaveARowHere()
    {
        var rows = Aws.Concat(Azure)
            .Concat(Gcp)
            .Select(row => (string)row[1])
            .Concat([
                DiagnosticCodes.PeeredTwice,
                DiagnosticCodes.TooManyPeerings,
                DiagnosticCodes.TooManyPeerRoutes,
                DiagnosticCodes.PeerLetInNowhere,
                DiagnosticCodes.PeeringMakesPrivate,
                DiagnosticCodes.PeerAsDestination,
            ]);
        Assert.Empty(AllCodes.From("INF0801", "INF0899").Except(rows));
    }

    /// <summary>The whole text of each row.</summary>
    internal static IEnumerable<string> Texts =>
        from cloud in new[]
        {
            (Name: "aws", Region: "eu-west-1", Rows: Aws),
            (Name: "azure", Region: "westeurope", Rows: Azure),
            (Name: "gcp", Region: "europe-west1", Rows: Gcp),
        }
        from row in cloud.Rows
        let keys = ((string)((object?[])row)[0]!).Replace("§", "", StringComparison.Ordinal)
        select PeeredProject.Text($"partner: {{ {keys} }}", cloud: cloud.Name);

    private static void Check(string cloud, string keys, string code, string path, string part)
    {
        // A missing key is reported at the peering.
        var marked = keys.EndsWith('§') ? Text(cloud, keys[..^1], "§partner") : Text(cloud, keys);
        var (text, line, column) = StackText.Unmark(marked);

        var found = Assert.Single(Findings(text));
        Assert.Equal(
            (code, Severity.Error, new SourceLocation(StackText.File, line, column, $"peerings.partner{path}")),
            (found.Code, found.Severity, found.Where)
        );
        Assert.Contains(part, $"{found.Message} {found.Remedy}", StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found.ToString());
    }

    // Other errors of a cloud the rest of the compiler does not plan for are not covered here.
    private static IEnumerable<Diagnostic> Findings(string text) =>
        StackText.Compile(text).Diagnostics.Where(found => found.Where.Path.StartsWith("peerings", StringComparison.Ordinal));

    private static string Text(string cloud, string keys, string name = "partner") =>
        StackText
            .Replace(
                StackText.With("cloud: local\n    region: local", $"cloud: {cloud}"),
                "    services:",
                $"    peerings:\n      {name}: {{ {keys} }}\n    services:"
            )
            .Replace("[10.7.0.0/16]\n", "[10.7.0.0/16, 100.64.0.0/10]\n", StringComparison.Ordinal);
}
