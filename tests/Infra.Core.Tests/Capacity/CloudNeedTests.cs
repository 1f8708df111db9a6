using System.Collections.Immutable;
using Infra.Core.Capacity;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Capacity;

public sealed class CloudNeedTests
{
    private const string Public = "mesh: wireguard\n        publicAccess: true";

    /// <summary>
    /// Cloud, the replacement of <c>mesh: wireguard</c> in the good text, and each need: quota, counter, now, while replacing, limit.
    /// </summary>
    public static TheoryData<string, string, string[]> Needs { get; } =
        new()
        {
            // 3 m6i.large of 2 vCPUs, each with 16 + 1 GiB; one NAT gateway per zone.
            { "aws", "mesh: wireguard", ["standardVcpus 6 8 5", "gp3GiB 51 68 51200", "elasticIps 3 3 5", "vpcs 1 1 5"] },
            { "aws", Public, ["standardVcpus 6 8 5", "gp3GiB 51 68 51200", "elasticIps 3 3 5", "vpcs 1 1 5"] },
            { "azure", "mesh: wireguard", ["familyVcpus standardDSv5Family 6 8 10", "regionalVcpus 6 8 10", "publicAddresses 6 6 20"] },
            { "azure", Public, ["familyVcpus standardDSv5Family 6 8 10", "regionalVcpus 6 8 10", "publicAddresses 9 10 20"] },
            {
                "gcp",
                "mesh: wireguard",
                [
                    "cpusAllRegions 6 8 12",
                    "ssdTotalGb 51 68 500",
                    "inUseAddresses 3 3 8",
                    "staticAddresses 3 3 8",
                    "networks 1 1 5",
                    "serviceAccounts 1 1 100",
                ]
            },
            {
                "gcp",
                Public,
                [
                    "cpusAllRegions 6 8 12",
                    "ssdTotalGb 51 68 500",
                    "inUseAddresses 6 7 8",
                    "staticAddresses 6 7 8",
                    "networks 1 1 5",
                    "serviceAccounts 1 1 100",
                ]
            },
            { "local", "mesh: wireguard", [] },
        };

    [Theory]
    [MemberData(nameof(Needs))]
    public void Needs_OfAStack_AreWhatItMakes(string cloud, string mesh, string[] expected)
    {
        var plan = StackText.Plan(StackText.Replace(On(cloud), "mesh: wireguard", mesh));

        Assert.Equal(expected, CloudNeeds.Of(plan.Spec, plan.Topology).Select(Shown));
    }

    [Fact]
    public void Needs_OfSeveralServices_AddUpAndReplaceOneNodeOfEach()
    {
        // 2 x 8 vCPUs of another family besides 3 x 2.
        var plan = StackText.Plan(
            On("azure")
                + """
                      cache:
                        type: valkey
                        plan: business-4
                        nodes: 2
                        volumes: { data: 10 }
                      wide:
                        type: postgresql
                        plan: business-32
                        nodes: 2
                        volumes: { data: 10 }

                """
        );

        Assert.Equal(
            [
                "familyVcpus standardDLSv5Family 4 6 10",
                "familyVcpus standardDSv5Family 22 32 10",
                "regionalVcpus 26 38 10",
                "publicAddresses 6 6 20",
            ],
            CloudNeeds.Of(plan.Spec, plan.Topology).Select(Shown)
        );
    }

    [Fact]
    public void Needs_InANetworkOfSomebodyElses_HaveNoNetworkAndNoNat()
    {
        var plan = StackText.Plan(
            StackText.Replace(
                StackText.On("aws", "eu-west-1"),
                "    zones: 3\n",
                """
                    zones: [eu-west-1a]
                    network:
                      id: vpc-0123456789abcdef0
                      subnets: { eu-west-1a: { id: subnet-0123456789abcdef0, cidr: 10.77.0.0/24 } }

                """
            )
        );

        Assert.Equal(
            [("elasticIps", 0), ("vpcs", 0)],
            CloudNeeds.Of(plan.Spec, plan.Topology).TakeLast(2).Select(need => (need.Quota.Name, need.Now))
        );
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("    nat: one\n", 1)]
    [InlineData("    nat: none\n    egress: {}\n", 0)]
    public void Needs_OfNat_AreAsManyAddressesAsTheFileSays(string nat, int addresses)
    {
        var plan = StackText.Plan(StackText.Replace(StackText.On("aws", "eu-west-1"), "    zones: 3\n", $"    zones: 3\n{nat}"));

        Assert.Equal(addresses, CloudNeeds.Of(plan.Spec, plan.Topology).Single(need => need.Quota.Name == "elasticIps").Now);
    }

    /// <summary>Cloud, quotas in the file, the warnings' quotas and paths.</summary>
    public static TheoryData<string, string, string[]> Warnings { get; } =
        new()
        {
            { "aws", "", ["services: 6 vCPUs, and 8 while a node of each service is replaced; a new account has 5"] },
            { "aws", "quotas: { standardVcpus: 8 }", [] },
            {
                "aws",
                "quotas: { standardVcpus: 7 }",
                ["quotas.standardVcpus: 6 vCPUs, and 8 while a node of each service is replaced; by the stack file the account has 7"]
            },
            {
                "aws",
                "quotas: { standardVcpus: 64, elasticIps: 2 }",
                ["quotas.elasticIps: 3 Elastic IPs; by the stack file the account has 2"]
            },
            { "azure", "", [] },
            {
                "azure",
                "quotas: { regionalVcpus: 4 }",
                ["quotas.regionalVcpus: 6 vCPUs, and 8 while a node of each service is replaced; by the stack file the account has 4"]
            },
            { "gcp", "", [] },
            {
                "gcp",
                "quotas: { networks: 1, ssdTotalGb: 51 }",
                ["quotas.ssdTotalGb: 51 GiB of SSD, and 68 while a node of each service is replaced; by the stack file the account has 51"]
            },
        };

    [Theory]
    [MemberData(nameof(Warnings))]
    public void Compile_MoreThanTheAccountHas_IsAWarningAtThatQuota(string cloud, string quotas, string[] expected)
    {
        var found = Check(StackText.Replace(On(cloud), "    zones: 3\n", $"    zones: 3\n    {quotas}\n"));

        Assert.All(found, warning => Assert.Equal("INF1203", warning.Code));
        Assert.All(found, warning => Assert.Equal(Severity.Warning, warning.Severity));
        Assert.All(found, warning => Assert.True(warning.Where.Line > 0));
        Assert.Equal(expected.Length, found.Length);
        Assert.All(found.Zip(expected), pair =>
            Assert.StartsWith(
                pair.Second,
                $"{pair.First.Where.Path}: {pair.First.Message["The stack needs ".Length..]}",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void Compile_QuotaAsTheRemedySays_WarnsNoMore()
    {
        var text = On("gcp").Replace("data: 1 ", "data: 1000 ", StringComparison.Ordinal);
        var warning = Assert.Single(Check(text));
        var line = System.Text.RegularExpressions.Regex.Match(warning.Remedy, "quotas: {[^}]*}").Value;

        Assert.Empty(Check(StackText.Replace(text, "    zones: 3\n", $"    zones: 3\n    {line}\n")));
    }

    /// <summary>Cloud, region, zones (§ marks the finding), plan, whether it is rejected.</summary>
    public static TheoryData<string, string, string, string, string?> Offers { get; } =
        new()
        {
            {
                "aws",
                "us-east-1",
                "[§us-east-1e]",
                "business-8",
                "does not offer m6i.large, which orders-db would use. Name another zone of us-east-1: us-east-1a, "
                    + "us-east-1b, us-east-1c, us-east-1d, us-east-1f."
            },
            { "aws", "us-east-1", "[us-east-1a, §us-east-1e]", "business-4", "does not offer c6i.large" },
            { "aws", "us-east-1", "[us-east-1a, us-east-1f]", "business-8", null },
            { "aws", "us-east-1", "5", "business-8", null },
            { "aws", "us-east-2", "[us-east-2c]", "business-8", null },
            { "gcp", "europe-north2", "[§europe-north2-a]", "business-8", "does not offer n2-standard-2" },
            { "gcp", "europe-north1", "[europe-north1-a]", "business-8", null },
            { "azure", "westeurope", "[\"2\"]", "business-8", null },
        };

    [Theory]
    [MemberData(nameof(Offers))]
    public void Compile_ZoneWithoutTheMachine_IsRefusedWhenNamed(string cloud, string region, string zones, string plan, string? says)
    {
        var marked = StackText.Replace(StackText.Replace(StackText.On(cloud, region), "zones: 3", $"zones: {zones}"), "business-8", plan);
        if (says is null)
        {
            Assert.DoesNotContain("us-east-1e", StackText.Plan(marked).LockText, StringComparison.Ordinal);
            return;
        }

        var (text, line, column) = StackText.Unmark(marked);
        var found = Assert.Single(StackText.Compile(text).Diagnostics, found => found.Severity == Severity.Error);
        Assert.Equal(("INF1204", line, column), (found.Code, found.Where.Line, found.Where.Column));
        Assert.Contains(says, $"{found.Message} {found.Remedy}", StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_ZoneInWhichANodeStands_IsThisAccountsAffair()
    {
        var text = StackText.Replace(StackText.On("aws", "us-east-1"), "zones: 3", "zones: [us-east-1d]");
        var locked = StackText.Sealed(StackText.Plan(text).LockText.Replace("us-east-1d", "us-east-1e", StringComparison.Ordinal));
        var moved = text.Replace("us-east-1d", "us-east-1e", StringComparison.Ordinal);

        StackText.Plan(moved, locked);
        // Another service has no node there.
        var more = moved + "      cache:\n        type: valkey\n        plan: business-4\n        nodes: 2\n        volumes: { data: 1 }\n";
        Assert.Contains(
            "cache would use",
            Assert.Single(StackText.Compile(more, locked).Diagnostics, found => found.Code == "INF1204").Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Family_OfEveryPlan_IsKnown()
    {
        var machines = ServiceCatalog.All.SelectMany(type => type.Plans.Values).ToList();

        Assert.Equal(
            ["c6i", "m6i"],
            machines.Select(plan => MachineFamily.Of(CloudKind.Aws, plan.On(CloudKind.Aws).Name)).Distinct().Order()
        );
        Assert.Equal(
            ["standardDLSv5Family", "standardDSv5Family"],
            machines.Select(plan => MachineFamily.Of(CloudKind.Azure, plan.On(CloudKind.Azure).Name)).Distinct().Order()
        );
        Assert.Equal(["n2"], machines.Select(plan => MachineFamily.Of(CloudKind.Gcp, plan.On(CloudKind.Gcp).Name)).Distinct());
    }

    private static ImmutableArray<Diagnostic> Check(string text) =>
        NeedCheck.Check(StackText.Plan(text), new StackSource(text, StackText.File));

    private static string On(string cloud) =>
        cloud switch
        {
            "aws" => StackText.On("aws", "eu-west-1"),
            "azure" => StackText.On("azure", "westeurope"),
            "gcp" => StackText.On("gcp", "europe-west1"),
            _ => StackText.Good,
        };

    private static string Shown(CloudNeed need) =>
        $"{need.Quota.Name} {(need.Of is null ? "" : $"{need.Of} ")}{need.Now} {need.WhileReplacing} {need.Limit}";
}
