using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;
using Infra.Core.Sdn.Aws;
using Infra.Core.Tests.Proof;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Sdn;

/// <summary>Quotas are refused while planning, with count, limit and remedy; the stack file can state others.</summary>
public sealed class AwsQuotaTests
{
    [Theory]
    [InlineData(57, "", null)]
    [InlineData(58, "", "needs 61 IPv4 inbound rules; a security group holds 60")]
    [InlineData(97, "quotas: { securityGroupRules: 100 }", null)]
    [InlineData(98, "quotas: { securityGroupRules: 100 }", "needs 101 IPv4 inbound rules; a security group holds 100")]
    public void SecurityGroup_Sources_AreCountedAgainstTheQuota(int sources, string quotas, string? message)
    {
        // Three neighbouring ports are one rule a source; operators, platform and peers are three more.
        var found = SdnQuotas.Check(StackText.Plan(Aws(sources, quotas)), "Pulumi.test.yaml");

        CheckOne(found, DiagnosticCodes.TooManySdnRules, "services.orders-db.allowedSources", message, "say so: 'quotas: { securityGroupRules: ");
    }

    [Theory]
    [InlineData("egress: open", null)]
    [InlineData("egress: { web: { to: [internet], ports: [443, 444] } }", null)]
    [InlineData("egress: { web: { to: [internet], ports: [80, 443] } }", "needs 119 IPv4 outbound rules")]
    [InlineData("egress: { web: { to: [internet], ports: [443] }, more: { to: [10.9.0.0/24], ports: [22] } }", "needs 61 IPv4 outbound rules")]
    public void SecurityGroup_InternetAsDestination_CostsItsListForEachRunOfPorts(string egress, string? message) => CheckOne(
        SdnQuotas.Check(StackText.Plan(Aws(1, egress)), "Pulumi.test.yaml"), DiagnosticCodes.TooManySdnRules, "egress", message, "costs 59 for each run");

    [Theory]
    [InlineData(13, "", null)]
    [InlineData(14, "", "needs 21 inbound rules, the default deny included; it holds 20")]
    [InlineData(33, "\n    quotas: { networkAclRules: 40 }", null)]
    [InlineData(34, "\n    quotas: { networkAclRules: 40 }", "needs 41 inbound rules, the default deny included; it holds 40")]
    public void NetworkAcl_Rules_AreCountedAgainstTheQuota(int sources, string quotas, string? message)
    {
        var found = StackText.Compile(Aws(sources, $"networkAcls: true{quotas}")).Diagnostics.Where(one => one.Severity == Severity.Error);

        CheckOne([.. found.Where(one => one.Message.Contains("inbound", StringComparison.Ordinal))], DiagnosticCodes.TooManyAclRules, "networkAcls", message,
            "raised in the account (at most 40)");
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

    /// <summary>What AWS counts, worked out from the text: a network 1, a group 1, a list its entries.</summary>
    [Fact]
    public void SecurityGroup_Cost_IsWhatTheListingAddsUpTo()
    {
        var plan = StackText.Plan(Aws(3, ""));
        var entries = AwsText.File(plan, "prefix-lists").Split('\n').Count(line => line.StartsWith("internet ", StringComparison.Ordinal));
        var outbound = AwsText.File(plan, "security-groups").Split('\n').Where(line => line.StartsWith("orders-db out ", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            outbound.Sum(line => line.Contains("list:internet", StringComparison.Ordinal) ? entries : 1),
            SecurityGroupQuota.Cost(SecurityGroupCompiler.Compile(plan, "orders-db"), SdnDirection.Egress, Core.Addressing.IpFamily.V4));
    }

    /// <summary>The product of both quotas is what AWS limits; a node has one group.</summary>
    [Fact]
    public void Quotas_OfAws_AreWithinWhatAwsGrants() => Assert.All(AwsQuotas.All, quota => Assert.InRange(quota.Default, 1, quota.Most));

    private static string Aws(int sources, string project) => StackText.Replace(
            StackText.With("cloud: local\n    region: local", $"cloud: aws\n    region: eu-west-1{(project.Length > 0 ? $"\n    {project}" : "")}"),
            "[10.7.0.0/16]",
            $"[{string.Join(", ", Enumerable.Range(0, sources).Select(i => sources > 99 ? $"10.{i / 128}.{2 * (i % 128)}.0/24" : $"10.0.{2 * i}.0/24"))}]")
        .Replace("cidr: 10.77.0.0/20", "cidr: 172.16.0.0/20", StringComparison.Ordinal);

    private static void CheckOne(IReadOnlyCollection<Diagnostic> found, string code, string path, string? message, string remedy)
    {
        if (message is null)
        {
            Assert.Empty(found);
            return;
        }

        var one = Assert.Single(found);
        Assert.Equal((code, Severity.Error, path), (one.Code, one.Severity, one.Where.Path));
        Assert.Contains(message, one.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, one.Remedy, StringComparison.Ordinal);
    }
}
