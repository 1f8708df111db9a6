using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Gcp;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Sdn;

/// <summary>What GCP would reject is rejected during planning; what it would misread is not emitted.</summary>
public sealed class GcpSdnTests
{
    [Fact]
    public void Sources_EightThousand_AreSpreadOverFourRulesAndExact()
    {
        var plan = Plan(8000);
        var slots = Clients(plan);
        var listing = OnCloud.ReadGcp(plan, GcpSdn.Listing(GcpFirewall.Compile(plan).Rules));

        Assert.Equal(4, slots.Length);
        Assert.All(slots, rule => Assert.InRange(Ranges(rule).Length, 1, 5000));
        Assert.Equal(8000, slots.SelectMany(rule => Ranges(rule)).Distinct().Count());
        Assert.Empty(GcpFirewall.Compile(plan).Check(StackText.At));
        for (var number = 0; number < 16_000; number += 7)
        {
            var packet = new Packet(
                Ip.Parse($"100.1.{number / 256}.{number % 256}"),
                Ip.Parse($"{plan.Topology.Nodes[0].Address}"),
                ProtocolNumber.Tcp
            )
            {
                DestinationPort = 12000,
            };
            Assert.Equal(
                number % 2 == 0 ? Verdict.Accept : Verdict.Drop,
                listing.Of(GcpNames.ServiceAccount("acme", "orders-db")).Inbound(packet).Verdict
            );
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(7000)]
    public void Source_Added_ChangesOneRule(int sources)
    {
        var before = Clients(Plan(sources)).Select(rule => $"{rule}").ToList();
        var after = Clients(Plan(sources + 1)).Select(rule => $"{rule}").ToList();

        Assert.Single(after.Except(before));
        Assert.Equal(before.Count, after.Count);
    }

    [Fact]
    public void Ranges_MoreThanTheSlotsHold_AreRefusedWithCountAndLimit()
    {
        var quota = new GcpFirewallQuota(100, 1000);
        var found = GcpSdn.Check(GcpFirewall.Compile(Plan(8000), quota), StackText.At, quota);

        Assert.Equal(4, found.Length);
        Assert.All(found, diagnostic =>
        {
            Assert.Equal(DiagnosticCodes.TooManyGcpRanges, diagnostic.Code);
            Assert.Contains("one can hold 1000", diagnostic.Message, StringComparison.Ordinal);
        });
        Assert.Empty(GcpSdn.Check(GcpFirewall.Compile(Plan(3000), quota), StackText.At, quota));
    }

    [Fact]
    public void Rules_MoreThanAProjectMayHave_AreRefusedWithCountAndLimit()
    {
        var plan = Plan(1);
        var needed = GcpFirewall.Compile(plan).Rules.Length;

        Assert.Empty(GcpSdn.Check(GcpFirewall.Compile(plan), StackText.At, new GcpFirewallQuota(needed, 5000)));
        var found = Assert.Single(GcpSdn.Check(GcpFirewall.Compile(plan), StackText.At, new GcpFirewallQuota(needed - 1, 5000)));
        Assert.Equal(DiagnosticCodes.TooManyGcpRules, found.Code);
        Assert.Contains($"needs {needed} VPC firewall rules", found.Message, StringComparison.Ordinal);
        Assert.Contains($"can have {needed - 1}", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quota_StatedInTheStackFile_Holds()
    {
        var plan = Plan(7000);
        ProjectPlan With(string name, int number) => plan with { Spec = plan.Spec with { Quotas = plan.Spec.Quotas.Add(name, number) } };

        Assert.Single(Clients(With("firewallRuleRanges", 7000)));
        Assert.All(GcpFirewall.Compile(With("firewallRuleRanges", 1000)).Check(StackText.At), found =>
            Assert.Contains("one can hold 1000", found.Message, StringComparison.Ordinal)
        );
        Assert.Equal(
            DiagnosticCodes.TooManyGcpRules,
            Assert.Single(GcpFirewall.Compile(With("firewallRules", 3)).Check(StackText.At)).Code
        );
    }

    [Theory]
    [InlineData("0.0.0.0/1", "128.0.0.0/1")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    public void Everyone_HoweverWritten_IsAllOfIpv4AndNoIpv6(string one, string other)
    {
        var plan = OnCloud.Relabelled(SmallProject.Plan(sources: [one, other]), CloudKind.Gcp);

        Assert.Equal("0.0.0.0/0", $"{Assert.Single(Clients(plan)).Remote}");
    }

    [Fact]
    public void Sources_LastOneRemoved_MeansNobody()
    {
        Assert.Empty(Clients(OnCloud.Relabelled(SmallProject.Plan(sources: []), CloudKind.Gcp)));
        Assert.Throws<ArgumentException>(() => new GcpRemote.Ranges([]));
        Assert.Throws<ArgumentException>(() => new GcpRemote.Ranges([Cidr.Parse("10.0.0.0/8"), Cidr.Parse("2001:db8::/32")]));
    }

    [Fact]
    public void Tunnel_OfIpsec_IsOneRuleWithTheProtocolByName()
    {
        var plan = Plan(1);
        var esp = new Flow("orders-db", new FlowPurpose.Tunnel("esp"), IpProtocol.Esp, new Ports.None(), "IPsec");
        var rules = GcpFirewall.Compile(plan with { Policy = new NetworkPolicy(plan.Policy.Flows.Add(esp), plan.Policy.Egress) }).Rules;

        Assert.Equal(
            "esp;udp:4501",
            string.Join(';', rules.Single(rule => rule is { Ingress: true, Remote: GcpRemote.ServiceAccount }).Protocols)
        );
    }

    private static ImmutableArray<GcpFirewallRule> Clients(ProjectPlan plan) =>
        [.. GcpFirewall.Compile(plan).Rules.Where(rule => rule.Name.Contains("-in-clients-", StringComparison.Ordinal))];

    private static ImmutableArray<Cidr> Ranges(GcpFirewallRule rule) => ((GcpRemote.Ranges)rule.Remote).Cidrs;

    private static ProjectPlan Plan(int sources) => OnCloud.WithSources(sources, CloudKind.Gcp);
}
