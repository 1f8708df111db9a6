using Infra.Core.Addressing;
using Infra.Core.Bundle;
using Infra.Core.Policy;
using Infra.Core.Tests.Fixtures;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>A firewall is replaced under load: allowed clients notice nothing, and no denied one gets through.</summary>
[Trait("Category", "Long")]
[Collection(nameof(PacketTests))]
public sealed class ReloadTests
{
    private const int Reloads = 8;

    [SkippableTheory]
    [InlineData("nft", "10.7.0.1", "10.8.0.1")]
    [InlineData("legacy", "10.7.0.1", "10.8.0.1")]
    [InlineData("nft", "2001:db8:7::1", "2001:db8:8::1")]
    public void Reload_UnderLoad_FailsNoRequestAndLetsNobodyIn(string backEnd, string good, string bad)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var filter = new Filter(backEnd);
        using var server = Traffic.Serve(lab.Node, 12000);

        // Each reload changes sources, peers and rules; the one source in use is in both.
        NodeBundle[] bundles =
        [
            BundleOf(3, ["10.7.0.0/16", "2001:db8:7::/48", "192.0.2.0/24"]),
            BundleOf(9, ["10.7.0.0/24", "2001:db8:7::/64", .. Enumerable.Range(0, 200).Select(i => $"172.16.{i}.0/28")]),
            BundleOf(1, ["10.0.0.0/13", "2001:db8:4::/46"]),
            BundleOfDifferingClients(),
        ];
        filter.LoadInto(lab.Node, bundles[0]);
        var target = Ip.Parse(good.Contains(':', StringComparison.Ordinal) ? $"{NodeLab.Self.Address6}" : $"{NodeLab.Self.Address}");
        using var hammer = Traffic.Hammer(lab.World, good, bad, target, 12000);

        for (var i = 1; i <= Reloads; i++)
        {
            filter.LoadInto(lab.Node, bundles[i % bundles.Length]);
        }

        var result = Traffic.End(hammer);
        Assert.True(result["failed"]!.GetValue<int>() == 0, result.ToJsonString());
        Assert.All(["requests", "connects", "refusals"], what => Assert.True(result[what]!.GetValue<int>() > 100, result.ToJsonString()));
    }

    /// <summary>For egress, too: what is allowed before and after is allowed in between, whichever kind of set allows it.</summary>
    [SkippableTheory]
    [InlineData("nft", "203.0.113.10")]
    [InlineData("legacy", "203.0.113.10")]
    [InlineData("nft", "2001:db8:9::1")]
    public void Reload_BetweenOpenAndExplicitEgress_FailsNoConnectionOutwards(string backEnd, string target)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var filter = new Filter(backEnd);
        using var server = Traffic.Serve(lab.World, 443);
        lab.World.Script("ip addr add 2001:db8:9::1/128 dev out nodad");
        NodeBundle[] bundles =
        [
            .. new[] { "open", "explicit" }.Select(egress => Filled.InService(NodeOutboundPacketTests.Plan(egress), NodeLab.Self.Key, [])),
        ];
        filter.LoadInto(lab.Node, bundles[0]);
        var self = target.Contains(':', StringComparison.Ordinal) ? $"{NodeLab.Self.Address6}" : $"{NodeLab.Self.Address}";
        using var hammer = Traffic.Hammer(lab.Node, self, "-", Ip.Parse(target), 443);

        for (var i = 1; i <= Reloads; i++)
        {
            filter.LoadInto(lab.Node, bundles[i % bundles.Length]);
        }

        var result = Traffic.End(hammer);
        Assert.True(result["failed"]!.GetValue<int>() == 0, result.ToJsonString());
        Assert.All(["requests", "connects"], what => Assert.True(result[what]!.GetValue<int>() > 100, result.ToJsonString()));
    }

    /// <summary>Its control: the same traffic notices if egress is closed for a moment.</summary>
    [SkippableFact]
    public void Reload_WithEgressShutForAMoment_IsNoticed()
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var filter = new Filter("nft");
        using var server = Traffic.Serve(lab.World, 443);
        var (open, shut) = (NodeOutboundPacketTests.Plan("open"), NodeOutboundPacketTests.Plan("nowhere"));
        filter.LoadInto(lab.Node, Filled.InService(open, NodeLab.Self.Key, []));
        using var hammer = Traffic.Hammer(lab.Node, $"{NodeLab.Self.Address}", "-", Ip.Parse("203.0.113.10"), 443);

        filter.LoadInto(lab.Node, Filled.InService(shut, NodeLab.Self.Key, []));
        Thread.Sleep(100);

        Assert.Contains("new connection", Traffic.End(hammer)["failures"]!.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>The control: the same traffic notices if a firewall is removed or closed for a moment.</summary>
    [SkippableTheory]
    [InlineData("iptables -F INFRA-INPUT", "was let in")]
    [InlineData("iptables -I INPUT -p tcp -j REJECT --reject-with tcp-reset", "")]
    public void Reload_WithAWindow_IsNoticed(string window, string complaint)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var filter = new Filter("nft");
        using var server = Traffic.Serve(lab.Node, 12000);
        filter.LoadInto(lab.Node, NodeLab.Bundle);
        using var hammer = Traffic.Hammer(lab.World, "10.7.0.1", "10.8.0.1", Ip.Parse($"{NodeLab.Self.Address}"), 12000);

        lab.Node.Script($"{window}; sleep 0.1");

        var result = Traffic.End(hammer);
        Assert.True(result["failed"]!.GetValue<int>() > 0, result.ToJsonString());
        Assert.Contains(complaint, result["failures"]!.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>Components with different clients: another kind of set, and another rule.</summary>
    private static NodeBundle BundleOfDifferingClients()
    {
        var plan = SmallProject.Plan();
        return Filled.InService(
            plan with
            {
                Policy = plan.Policy with
                {
                    Flows =
                    [
                        .. plan.Policy.Flows.Select(flow =>
                            flow.Key == "orders-db/pgbouncer/clients"
                                ? flow with
                                {
                                    Purpose = new FlowPurpose.Clients("pgbouncer", [Cidr.Parse("192.0.2.0/24")]),
                                }
                                : flow
                        ),
                    ],
                },
            },
            NodeLab.Self.Key,
            []
        );
    }

    private static NodeBundle BundleOf(int nodes, string[] sources) =>
        Filled.InService(SmallProject.Plan(nodes: nodes, sources: sources), NodeLab.Self.Key, []);
}
