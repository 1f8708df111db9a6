using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Existing;

public sealed class ExistingNetworkDiagnosticTests
{
    private const string Subnets =
        "      subnets:\n        eu-west-1a: { id: subnet-0aaaaaaaaaaaaaaa1, cidr: 10.77.16.0/24 }\n"
        + "        eu-west-1b: { id: subnet-0aaaaaaaaaaaaaaa2, cidr: 10.77.17.0/24 }\n        eu-west-1c: { id: "
        + "subnet-0aaaaaaaaaaaaaaa3, cidr: 10.77.18.0/28 }\n";

    /// <summary>Part of the good text, its replacement (§ marks the place), code, path, a part of message or remedy.</summary>
    public static TheoryData<string, string, string, string, string> Errors { get; } =
        new()
        {
            { "id: vpc-0aaaaaaaaaaaaaaaa", "id: §vpc-0AAAAAAAAAAAAAAAA", "INF1001", "network.id", "not a valid VPC ID" },
            { "id: vpc-0aaaaaaaaaaaaaaaa", "id: §subnet-0aaaaaaaaaaaaaaaa", "INF1001", "network.id", "vpc-0a1b2c3d4e5f60718" },
            { "id: vpc-0aaaaaaaaaaaaaaaa", "id: §\"vpc-0aaaaaaaaaaaaaaaa\\n\"", "INF1001", "network.id", "not a valid VPC ID" },
            {
                "id: subnet-0aaaaaaaaaaaaaaa1",
                "id: §vpc-0aaaaaaaaaaaaaaaa",
                "INF1001",
                "network.subnets.eu-west-1a.id",
                "not a valid subnet ID"
            },
            { "    network:\n      id: vpc-0aaaaaaaaaaaaaaaa", "    §network:", "INF0103", "network", "'id' is missing" },
            {
                "      id: vpc-0aaaaaaaaaaaaaaaa",
                "      §name: shared\n      id: vpc-0aaaaaaaaaaaaaaaa",
                "INF0101",
                "network.name",
                "Known here: id, subnets"
            },
            {
                "      id: vpc-0aaaaaaaaaaaaaaaa\n" + Subnets,
                "      id: vpc-0aaaaaaaaaaaaaaaa\n      §subnets: {}\n",
                "INF0104",
                "network.subnets",
                "no subnets for the nodes"
            },
            { Subnets, "      §subnets:\n", "INF0104", "network.subnets", "The key 'subnets' has no value" },
            {
                "{ id: subnet-0aaaaaaaaaaaaaaa3, cidr: 10.77.18.0/28 }",
                "§subnet-0aaaaaaaaaaaaaaa3",
                "INF0102",
                "network.subnets.eu-west-1c",
                "Expected a mapping"
            },
            {
                "        eu-west-1c: { id: subnet-0aaaaaaaaaaaaaaa3, cidr: 10.77.18.0/28 }",
                "        §eu-west-1c: { id: subnet-0aaaaaaaaaaaaaaa3 }",
                "INF0103",
                "network.subnets.eu-west-1c",
                "'cidr' is missing"
            },
            { "cidr: 10.77.18.0/28", "cidr: §10.77.18.1/28", "INF0302", "network.subnets.eu-west-1c.cidr", "Write 10.77.18.0/28." },
            { "cidr: 10.77.18.0/28", "cidr: §fd00::/64", "INF0303", "network.subnets.eu-west-1c.cidr", "IPv4" },
            {
                "cidr: 10.77.18.0/28",
                "cidr: §10.78.18.0/28",
                "INF1002",
                "network.subnets.eu-west-1c.cidr",
                "is not inside 'cidr', 10.77.0.0/16"
            },
            { "cidr: 10.77.18.0/28", "cidr: §10.77.18.0/29", "INF1004", "network.subnets.eu-west-1c.cidr", "/16 to /28" },
            {
                "        eu-west-1c: { id: subnet-0aaaaaaaaaaaaaaa3, cidr: 10.77.18.0/28",
                "        §eu-west-1c: { id: subnet-0aaaaaaaaaaaaaaa3, cidr: 10.77.16.32/28",
                "INF1003",
                "network.subnets.eu-west-1c",
                "overlaps 10.77.16.0/24, the subnet of 'eu-west-1a'"
            },
            {
                "        eu-west-1c: { id: subnet-0aaaaaaaaaaaaaaa3",
                "        §eu-west-1c: { id: subnet-0aaaaaaaaaaaaaaa1",
                "INF1005",
                "network.subnets.eu-west-1c",
                "the same subnet"
            },
            { "        eu-west-1c: {", "        §eu-west-2c: {", "INF0209", "network.subnets.eu-west-2c", "e.g. 'eu-west-1a'" },
            { "zones: 3", "zones: §2", "INF1006", "zones", "zones are 2; subnets are given for eu-west-1a, eu-west-1b, eu-west-1c" },
            { "zones: 3", "zones: §[eu-west-1a, eu-west-1b]", "INF1006", "zones", "write 'zones: 3'" },
            {
                "zones: 3",
                "zones: §[eu-west-1a, eu-west-1b, eu-west-1d]",
                "INF1006",
                "zones",
                "The zones are eu-west-1a, eu-west-1b, eu-west-1d"
            },
            { "cidr: 10.77.0.0/16", "cidr: §10.76.0.0/15", "INF0305", "cidr", "an existing network is /16 to /28" },
            {
                "[10.77.100.0/24]",
                "[§10.77.16.0/25]",
                "INF0306",
                "services.orders-db.allowedSources[0]",
                "10.77.16.0/24, which contains only nodes"
            },
            {
                "[10.77.200.0/28]",
                "[§10.77.17.0/28]",
                "INF0306",
                "managementSources[0]",
                "overlaps the project's own network 10.77.17.0/24"
            },
        };

    [Theory]
    [MemberData(nameof(Errors))]
    public void ExistingNetwork_OneThingWrong_IsReportedWhereItIs(string find, string replace, string code, string path, string part) =>
        CheckOnly(ExistingNetworkText.With(find, replace), code, path, part);

    [Fact]
    public void ExistingNetwork_OnTheLocalCloud_IsRefused() =>
        CheckOnly(
            StackText.With("    zones: 3\n", "    zones: 3\n    §network: { id: x, subnets: {} }\n"),
            "INF0405",
            "network",
            "Existing networks are not supported"
        );

    [Fact]
    public void ExistingNetwork_WithPeerings_IsRefused()
    {
        var text = ExistingNetworkText.With(
            "    services:\n",
            "    §peerings: { apps: { account: \"123456789012\", vpc: vpc-0bbbbbbbbbbbbbbbb, region: eu-west-1, "
                + "cidrs: [10.9.0.0/16] } }\n    services:\n"
        );

        var found = StackText.Compile(StackText.Unmark(text).Text).Diagnostics.Where(found => found.Severity == Severity.Error);

        var refused = Assert.Single(found, error => error.Code == DiagnosticCodes.NotOurNetwork);
        Assert.Equal("peerings", refused.Where.Path);
        Assert.Contains("Have its owner peer it", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void ExistingNetwork_EnhancedCompliance_IsRefused()
    {
        var found = StackText.Compile(ExistingNetworkText.With("deployment: standard", "deployment: ece")).Diagnostics;

        var refused = Assert.Single(found, error => error.Code == DiagnosticCodes.NotOurNetwork);
        Assert.Equal("network", refused.Where.Path);
    }

    [Theory]
    [InlineData(
        "azure",
        "id: /subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub",
        "name: data-",
        null
    )]
    [InlineData("azure", "id: hub", "name: data-", "INF1001")]
    [InlineData(
        "azure",
        "id: /subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/net/providers/Microsoft.Network"
            + "/virtualNetworks/hub/subnets/x",
        "name: data-",
        "INF1001"
    )]
    [InlineData(
        "azure",
        "id: /subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/../providers/Microsoft.Network/virtualNetworks/-",
        "name: data-",
        "INF1001"
    )]
    [InlineData("gcp", "name: shared", "name: data-", null)]
    [InlineData("gcp", "name: projects/other/global/networks/shared", "name: data-", "INF1001")]
    [InlineData("gcp", "name: shared", "name: Data-", "INF1001")]
    public void ExistingNetwork_OnOtherClouds_HasTheirForm(string cloud, string network, string subnet, string? code)
    {
        var text =
            cloud == "azure"
                ? ExistingNetworkText.On("azure", "westeurope", network, number => $"\"{number}\"", number => subnet + number)
                : ExistingNetworkText.On(
                    "gcp",
                    "europe-west1",
                    network,
                    number => $"europe-west1-{"bcd"[number - 1]}",
                    number => subnet + number
                );
        var outcome = StackText.Compile(text);

        Assert.All(outcome.Diagnostics, found => Assert.Equal(code, found.Code));
        Assert.Equal(code is null, outcome.Succeeded);
        Assert.Equal(code is null, outcome.Diagnostics.IsEmpty);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void ExistingNetwork_WithAccessControlLists_IsRefused(string lists, bool refused)
    {
        var found = StackText
            .Compile(ExistingNetworkText.With("    services:\n", $"    networkAcls: {lists}\n    services:\n"))
            .Diagnostics;

        Assert.Equal(refused, found.Any(error => error is { Code: DiagnosticCodes.NotOurNetwork, Where.Path: "networkAcls" }));
        Assert.Equal(refused, found.Any(error => error.Severity == Severity.Error));
    }

    [Fact]
    public void Codes_All_HaveARowHere()
    {
        var rows = Errors.Select(row => (string)row[2]).Append(DiagnosticCodes.NotOurNetwork);
        Assert.Empty(AllCodes.From("INF1001", "INF1099").Except(rows));
    }

    /// <summary>The whole text of each row.</summary>
    internal static IEnumerable<string> Texts =>
        Errors.Select(row => StackText.Unmark(ExistingNetworkText.With((string)((object?[])row)[0]!, (string)((object?[])row)[1]!)).Text);

    private static void CheckOnly(string marked, string code, string path, string part)
    {
        var (text, line, column) = StackText.Unmark(marked);
        var found = Assert.Single(StackText.Compile(text).Diagnostics);
        Assert.Equal((code, line, column, path), (found.Code, found.Where.Line, found.Where.Column, found.Where.Path));
        Assert.Contains(part, $"{found.Message} {found.Remedy}", StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found.ToString());
    }
}
