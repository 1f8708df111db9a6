using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Azure;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Sdn;

/// <summary>What Azure would reject is rejected during planning; what it would misread is not emitted.</summary>
public sealed class AzureSdnTests
{
    [Theory]
    [InlineData(3999, true)]
    [InlineData(4000, false)]
    public void Sources_AsManyAsAGroupHolds_AreCountedOnceForAllComponents(int sources, bool fits)
    {
        // Besides the clients': management and the platform, one network each, and an "any" per rule of the other kinds.
        var plan = Plan(sources);
        var group = NsgCompiler.Compile(plan, "orders-db");
        var others = group.Rules.Where(rule => rule.Name != "in-clients-tcp-v4").Sum(rule => rule.Source.AddressCount);
        var found = AzureSdn.Check(AzureFirewall.Compile(plan), StackText.At, new NsgQuota(1000, 3999 + others));

        Assert.Equal(fits, found.IsEmpty);
        Assert.All(found, diagnostic =>
        {
            Assert.Equal(DiagnosticCodes.TooManyNsgAddresses, diagnostic.Code);
            Assert.Equal("services.orders-db.allowedSources", diagnostic.Where.Path);
            Assert.Contains($"{4000 + others} source networks", diagnostic.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Sources_EightThousand_AreRefusedWithCountAndLimit()
    {
        var found = Assert.Single(AzureFirewall.Compile(Plan(8000)).Check(StackText.At));

        Assert.Equal(DiagnosticCodes.TooManyNsgAddresses, found.Code);
        Assert.Contains(" 80", found.Message, StringComparison.Ordinal);
        Assert.Contains("one can hold 4000", found.Message, StringComparison.Ordinal);
        Assert.Empty(AzureFirewall.Compile(Plan(3900)).Check(StackText.At));
    }

    [Fact]
    public void Rules_MoreThanAGroupHolds_AreRefused()
    {
        var plan = OnCloud.Relabelled(SmallProject.Plan(), CloudKind.Azure);
        var needed = AzureFirewall.Compile(plan).Groups.Max(group => group.Rules.Length);

        Assert.Empty(AzureSdn.Check(AzureFirewall.Compile(plan), StackText.At, new NsgQuota(needed, 4000)));
        Assert.Contains(AzureSdn.Check(AzureFirewall.Compile(plan), StackText.At, new NsgQuota(needed - 1, 4000)), found =>
            found.Code == DiagnosticCodes.TooManyNsgRules && found.Message.Contains($"needs {needed} rules", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Quota_StatedInTheStackFile_Holds()
    {
        var plan = Plan(100);
        var stated = plan with { Spec = plan.Spec with { Quotas = plan.Spec.Quotas.Add("networkSecurityGroupAddresses", 100) } };

        Assert.Empty(AzureFirewall.Compile(plan).Check(StackText.At));
        Assert.Contains(
            "one can hold 100",
            Assert.Single(AzureFirewall.Compile(stated).Check(StackText.At)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("0.0.0.0/1", "128.0.0.0/1")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    public void Everyone_HoweverWritten_IsAllOfIpv4AndNoIpv6(string one, string other)
    {
        var plan = OnCloud.Relabelled(SmallProject.Plan(sources: [one, other]), CloudKind.Azure);
        var group = NsgCompiler.Compile(plan, "orders-db");
        var filter = OnCloud.ReadNsg(plan, group.Listing).Of(group.Name);

        Assert.Equal("0.0.0.0/1,128.0.0.0/1", $"{group.Rules.Single(rule => rule.Name == "in-clients-tcp-v4").Source}");
        Assert.DoesNotContain(group.Rules, rule => rule.Name == "in-clients-tcp-v6");
        Assert.Equal(Verdict.Accept, Connect("192.0.2.1", 12000));
        Assert.Equal(Verdict.Drop, Connect("192.0.2.1", 22));
        Assert.Equal(Verdict.Drop, Connect("2001:db8:7::1", 12000));

        Verdict Connect(string from, int port) =>
            filter
                .Inbound(
                    new Packet(Ip.Parse(from), Ip.Parse($"{plan.Topology.Nodes[0].Address}"), ProtocolNumber.Tcp) { DestinationPort = port }
                )
                .Verdict;
    }

    [Fact]
    public void Sources_LastOneRemoved_MeansNobody()
    {
        var rules = NsgCompiler.Compile(OnCloud.Relabelled(SmallProject.Plan(sources: []), CloudKind.Azure), "orders-db").Rules;

        Assert.DoesNotContain(rules, rule => rule.Name.StartsWith("in-clients", StringComparison.Ordinal));
        Assert.DoesNotContain(rules, rule => rule.Allow && rule.Inbound && rule.Source is NsgEnd.Any);
        Assert.Throws<ArgumentException>(() => new NsgEnd.Prefixes([]));
        Assert.Throws<ArgumentException>(() => new NsgEnd.Prefixes([Cidr.Parse("10.0.0.0/8"), Cidr.Parse("2001:db8::/32")]));
    }

    [Fact]
    public void Names_OfTheLongestProject_AreWithinAzuresLimits()
    {
        var (project, service) = (new string('p', 20), new string('s', 20));
        string[] names =
        [
            AzureNames.ServiceGroup(project, service),
            AzureNames.SubnetGroup(project),
            AzureNames.ApplicationGroup(project, service),
        ];

        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9-]{0,78}[a-z0-9]$", name));
        Assert.NotEqual(AzureNames.SubnetGroup("p"), AzureNames.ServiceGroup("p", "subnets"));
    }

    /// <summary>Two names with the same priority: found by trying names, as an operator would by accident.</summary>
    [Fact]
    public void Egress_TwoNamesOfOnePriority_AreRefusedWithBothNames()
    {
        var byPriority = Enumerable
            .Range(0, 500)
            .Select(number => $"to{number}")
            .GroupBy(name =>
                NsgCompiler.Compile(Reaching(name), "orders-db").Rules.Single(rule => rule.Name == $"out-{name}-destination-v4").Priority
            )
            .First(same => same.Count() > 1)
            .Take(2)
            .ToList();
        var found = AzureFirewall.Compile(Reaching([.. byPriority])).Check(StackText.At);

        Assert.NotEmpty(found);
        Assert.All(found, diagnostic => Assert.Equal(DiagnosticCodes.NsgPriorityTaken, diagnostic.Code));
        Assert.All(byPriority, name => Assert.Contains($"out-{name}-destination-v4", found[0].Message, StringComparison.Ordinal));
        Assert.Empty(AzureFirewall.Compile(Reaching(byPriority[0])).Check(StackText.At));
    }

    [Fact]
    public void Description_OfALongPurpose_IsCutToWhatAzureTakes()
    {
        var plan = OnCloud.Relabelled(SmallProject.Plan(), CloudKind.Azure);
        var flow = plan.Policy.Flows.Single(flow => flow.Purpose is FlowPurpose.Management);
        var rules = NsgCompiler
            .Compile(
                plan with
                {
                    Policy = new NetworkPolicy(plan.Policy.Flows.Replace(flow, flow with { Reason = new string('x', 200) })),
                },
                "orders-db"
            )
            .Rules;

        Assert.All(rules, rule => Assert.InRange(rule.Description.Length, 1, 140));
        Assert.EndsWith("x...", rules.Single(rule => rule.Name == "in-management-tcp-v4").Description, StringComparison.Ordinal);
    }

    private static ProjectPlan Reaching(params string[] names)
    {
        var plan = OnCloud.Relabelled(SmallProject.Plan(), CloudKind.Azure);
        return plan with
        {
            Policy = new NetworkPolicy(
                plan.Policy.Flows,
                names.Select(name => new EgressFlow(
                    "orders-db",
                    new EgressPurpose.Destination(name),
                    [Cidr.Parse("203.0.113.0/24")],
                    IpProtocol.Tcp,
                    Ports.Of(443),
                    name
                ))
            ),
        };
    }

    private static ProjectPlan Plan(int sources) => OnCloud.WithSources(sources, CloudKind.Azure);
}
