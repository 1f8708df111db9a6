using Infra.Core.Clouds.Aws;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;
using Infra.Core.Tests.Proof;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Sdn;

/// <summary>Exceeded quotas are rejected during planning, with count, limit and remedy; the stack file can set other limits.</summary>
public sealed class AwsQuotaTests
{
    [Theory]
    [InlineData(57, "", null)]
    [InlineData(58, "", "needs 61 IPv4 inbound rules; a security group can hold 60")]
    [InlineData(97, "quotas: { securityGroupRules: 100 }", null)]
    [InlineData(98, "quotas: { securityGroupRules: 100 }", "needs 101 IPv4 inbound rules; a security group can hold 100")]
    public void SecurityGroup_Sources_AreCountedAgainstTheQuota(int sources, string quotas, string? message)
    {
        // Three adjacent ports are one rule per source; operators, platform and peers are three more.
        var found = Check(Aws(sources, quotas));

        CheckOne(
            found,
            DiagnosticCodes.TooManySdnRules,
            "services.orders-db.allowedSources",
            message,
            "set it: 'quotas: { securityGroupRules: "
        );
    }

    [Theory]
    [InlineData("egress: open", null)]
    [InlineData("egress: { web: { to: [internet], ports: [443, 444] } }", null)]
    [InlineData("egress: { web: { to: [internet], ports: [80, 443] }, more: { to: [10.9.0.0/24], ports: [22] } }", null)]
    [InlineData("quotas: { securityGroupRules: 59 }", null)]
    [InlineData("quotas: { securityGroupRules: 58 }", "orders-db.all.internet needs 59 IPv4 outbound rules; a security group can hold 58")]
    public void SecurityGroup_InternetAsDestination_CostsItsListInAGroupOfItsOwn(string egress, string? message) =>
        CheckOne(
            Check(Aws(1, egress)),
            DiagnosticCodes.TooManySdnRules,
            "egress",
            message,
            "instead of 'internet', which costs 59. Or have the quota raised in the account (at most 500) and set it: "
                + "'quotas: { securityGroupRules: 59 }'"
        );

    [Theory]
    [InlineData(59, null)]
    [InlineData(60, "orders-db needs 61 IPv4 outbound rules; a security group can hold 60")]
    public void SecurityGroup_NamedDestinations_AreCountedAgainstTheQuota(int networks, string? message)
    {
        var to = string.Join(", ", Enumerable.Range(0, networks).Select(i => $"10.200.{2 * i}.0/24"));

        CheckOne(
            Check(Aws(1, $"egress: {{ many: {{ to: [{to}], ports: [443] }} }}")),
            DiagnosticCodes.TooManySdnRules,
            "egress.many",
            message,
            "List fewer, wider networks under 'egress.many'"
        );
    }

    [Theory]
    [InlineData("80, 443, 5000, 6000", "", null, "")]
    [InlineData(
        "80, 443, 5000, 6000, 7000",
        "",
        "needs 6 security groups; a node's network interface can have at most 5 with 60 rules per group",
        "(at most 16) and set it: 'quotas: { securityGroupsPerInterface: 6 }'"
    )]
    [InlineData("80, 443, 5000, 6000, 7000", "{ securityGroupsPerInterface: 6 }", null, "")]
    [InlineData("443", "{ securityGroupRules: 500 }", null, "")]
    [InlineData(
        "443",
        "{ securityGroupRules: 501 }",
        "needs 2 security groups; a node's network interface can have at most 1 with 501 rules per group",
        "Write 500 or less"
    )]
    [InlineData(
        "80, 443",
        "{ securityGroupRules: 400 }",
        "needs 3 security groups; a node's network interface can have at most 2",
        "Write 333 or less"
    )]
    public void SecurityGroups_OfANode_AreCountedAgainstTheQuota(string ports, string quotas, string? message, string remedy)
    {
        var text = Aws(
            1,
            $"egress: {{ web: {{ to: [internet], ports: [{ports}] }} }}{(quotas.Length > 0 ? $"\n    quotas: {quotas}" : "")}"
        );

        // Blames whatever leaves no room for groups.
        var path = quotas.Contains("Rules", StringComparison.Ordinal) ? "quotas.securityGroupRules" : "egress";
        CheckOne(Check(text), DiagnosticCodes.TooManySecurityGroups, path, message, remedy);
    }

    /// <summary>The most expensive item is the one to shorten.</summary>
    [Theory]
    [InlineData(3000, 1, "managementSources", "6000 are for managementSources, 1 is for services.orders-db.allowedSources")]
    [InlineData(10, 58, "services.orders-db.allowedSources", "58 are for services.orders-db.allowedSources, 20 are for managementSources")]
    public void SecurityGroup_TooManyRules_AreReportedAtWhatCostsMost(int operators, int clients, string path, string shares)
    {
        var networks = string.Join(", ", Enumerable.Range(0, operators).Select(i => $"20.{i / 128}.{2 * (i % 128)}.0/24"));
        var text = Aws(clients, "")
            .Replace("[20.51.100.0/28]", $"[{networks}]", StringComparison.Ordinal)
            .Replace("    managementRoutes: [20.51.0.0/16]\n", "", StringComparison.Ordinal)
            .Replace("mesh: wireguard", "publicAccess: true", StringComparison.Ordinal);

        CheckOne(Check(text), DiagnosticCodes.TooManySdnRules, path, shares, $"under '{path}'");
    }

    [Fact]
    public void SecurityGroup_ListOfAComponent_IsReportedThere()
    {
        var networks = string.Join(", ", Enumerable.Range(0, 70).Select(i => $"20.1.{2 * i}.0/24"));
        var text = Aws(2, "")
            .Replace(
                "        volumes:",
                $"        components: {{ pgbouncer: {{ allowedSources: [{networks}] }} }}\n        publicAccess: true\n        volumes:",
                StringComparison.Ordinal
            );

        CheckOne(
            Check(text),
            DiagnosticCodes.TooManySdnRules,
            "services.orders-db.components.pgbouncer.allowedSources",
            "70 are for services.orders-db.components.pgbouncer.allowedSources",
            ""
        );
    }

    /// <summary>Pulumi creates new rules before it deletes old ones: each group has room for both.</summary>
    [Theory]
    [InlineData("egress: open", "egress: {}")]
    [InlineData("egress: open", "egress: { mirror: { to: [10.9.0.0/24], ports: [80, 443] } }")]
    [InlineData("egress: open", "egress: { web: { to: [internet], ports: [443] } }")]
    [InlineData("egress: { web: { to: [internet], ports: [443] } }", "egress: { web: { to: [internet], ports: [80, 443] } }")]
    [InlineData("egress: { web: { to: [internet], ports: [443] } }", "egress: { web: { to: [internet], ports: [443-444] } }")]
    public void SecurityGroups_WhileEgressChanges_HoldOldAndNewRules(string one, string other)
    {
        var (before, after) = (StackText.Plan(Aws(1, one)), StackText.Plan(Aws(1, other)));
        var groups = SecurityGroupCompiler.Compile(before, "orders-db").Concat(SecurityGroupCompiler.Compile(after, "orders-db")).ToList();
        var peaks = groups
            .GroupBy(group => group.Key)
            .Select(group => group.First() with { Rules = [.. group.SelectMany(of => of.Rules).DistinctBy(rule => rule.Key)] })
            .ToList();

        Assert.All(peaks, peak => Assert.InRange(SecurityGroupQuota.Cost(peak, SdnDirection.Egress, Core.Addressing.IpFamily.V4), 0, 60));

        // In one group there would have been none.
        var together = peaks[0] with { Rules = [.. peaks.SelectMany(peak => peak.Rules)] };
        Assert.True(other == "egress: {}" || SecurityGroupQuota.Cost(together, SdnDirection.Egress, Core.Addressing.IpFamily.V4) > 60);
    }

    [Theory]
    [InlineData(13, "", null)]
    [InlineData(14, "", "needs 21 inbound rules including the default deny; it can hold 20")]
    [InlineData(33, "\n    quotas: { networkAclRules: 40 }", null)]
    [InlineData(34, "\n    quotas: { networkAclRules: 40 }", "needs 41 inbound rules including the default deny; it can hold 40")]
    public void NetworkAcl_Rules_AreCountedAgainstTheQuota(int sources, string quotas, string? message)
    {
        var found = StackText.Compile(Aws(sources, $"networkAcls: true{quotas}")).Diagnostics.Where(one => one.Severity == Severity.Error);

        CheckOne(
            [.. found.Where(one => one.Message.Contains("inbound", StringComparison.Ordinal))],
            DiagnosticCodes.TooManyAclRules,
            "services.orders-db.allowedSources",
            message,
            sources < 40 && quotas.Length == 0
                ? "raised in the account (at most 40) and set it: 'quotas: { networkAclRules: 21 }'"
                : "No account can have more than 40"
        );
    }

    [Fact]
    public void NetworkAcl_ThousandsOfSources_AreRefusedAndNothingIsNumbered()
    {
        var outcome = StackText.Compile(Aws(8000, "networkAcls: true"));

        Assert.Equal([DiagnosticCodes.TooManyAclRules, DiagnosticCodes.TooManyAclRules], outcome.Diagnostics.Select(one => one.Code));
        Assert.All(outcome.Diagnostics, one => Assert.Matches(" 80[0-9]{2} (in|out)bound", one.Message));
    }

    [Fact]
    public void NetworkAcl_ManySourcesOnTheInternet_NeedNoRepliesOfTheirOwn() =>
        Assert.True(StackText.Compile(Aws(13, "networkAcls: true").Replace("10.0.", "20.0.", StringComparison.Ordinal)).Succeeded);

    /// <summary>AWS's count, computed from the text: a network 1, a group 1, a prefix list its entries.</summary>
    [Fact]
    public void SecurityGroup_Cost_IsWhatTheListingAddsUpTo()
    {
        var plan = StackText.Plan(Aws(3, ""));
        var entries = AwsText.File(plan, "prefix-lists").Split('\n').Count(line => line.StartsWith("internet ", StringComparison.Ordinal));
        var outbound = AwsText
            .File(plan, "security-groups")
            .Split('\n')
            .Where(line => line.Split('.', ' ')[0] == "orders-db" && line.Contains(" out ", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(
            outbound.Sum(line => line.Contains("list:internet", StringComparison.Ordinal) ? entries : 1),
            SecurityGroupCompiler
                .Compile(plan, "orders-db")
                .Sum(group => SecurityGroupQuota.Cost(group, SdnDirection.Egress, Core.Addressing.IpFamily.V4))
        );
    }

    [Fact]
    public void Quotas_OfAws_AreWithinWhatAwsGrants() => Assert.All(AwsQuotas.All, quota => Assert.InRange(quota.Default, 1, quota.Most));

    private static string Aws(int sources, string project) =>
        StackText
            .Replace(
                StackText.Replace(
                    StackText.On("aws", "eu-west-1"),
                    "    region: eu-west-1\n",
                    $"    region: eu-west-1\n{(project.Length > 0 ? $"    {project}\n" : "")}"
                ),
                "[10.7.0.0/16]",
                "["
                    + string.Join(
                        ", ",
                        Enumerable.Range(0, sources).Select(i => sources > 99 ? $"10.{i / 128}.{2 * (i % 128)}.0/24" : $"10.0.{2 * i}.0/24")
                    )
                    + "]"
            )
            .Replace("cidr: 10.77.0.0/20", "cidr: 172.16.0.0/20", StringComparison.Ordinal);

    private static System.Collections.Immutable.ImmutableArray<Diagnostic> Check(string text) =>
        CloudFirewall.Compile(StackText.Plan(text)).Check(StackText.Places(text));

    private static void CheckOne(IReadOnlyCollection<Diagnostic> found, string code, string path, string? message, string remedy)
    {
        if (message is null)
        {
            Assert.Empty(found);
            return;
        }

        var one = Assert.Single(found);
        Assert.Equal(
            (code, Severity.Error, path, true),
            (one.Code, one.Severity, one.Where.Path, one.Where.Line > 1 && one.Where.Column > 1)
        );
        Assert.Contains(message, one.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, one.Remedy, StringComparison.Ordinal);
    }
}
