using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds.Local;
using Infra.Core.Policy;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Firewall;

public class LocalSdnTests
{
    [Fact]
    public void Emit_SmallProject_IsTheReviewedTable()
    {
        var plan = SmallProject.Plan();
        Golden.Check(Emit(plan), "tests", "baselines", "local-sdn", "sdn.nft");
    }

    [Fact]
    public void Emit_Twice_IsEqual() => Assert.Equal(Emit(SmallProject.Plan()), Emit(SmallProject.Plan()));

    [Fact]
    public void Emit_ServiceWithoutClients_HasNoRuleForThem()
    {
        var plan = SmallProject.Plan(sources: []);
        var withoutClients = plan with
        {
            Policy = new NetworkPolicy([.. plan.Policy.Flows.Where(flow => flow.Purpose is not FlowPurpose.Clients)]),
        };

        Assert.DoesNotContain("clients", Emit(withoutClients), StringComparison.Ordinal);
        Assert.Contains("tcp dport { 22 }", Emit(withoutClients), StringComparison.Ordinal);
    }

    [Fact]
    public void Emit_NoWayOut_HasNoRuleForIt()
    {
        Assert.Contains("iifname \"tap*\" ip saddr", Emit(SmallProject.Plan()), StringComparison.Ordinal);
        Assert.DoesNotContain("iifname \"tap*\" ip", Emit(SmallProject.Plan(egress: SmallProject.Nowhere)), StringComparison.Ordinal);
    }

    [Fact]
    public void Emit_FlowInsideTheTunnel_IsNotTheSdnsBusiness()
    {
        var plan = SmallProject.Plan();
        var mesh = new Flow("orders-db", new FlowPurpose.Mesh("secret"), IpProtocol.Tcp, Ports.Of(12345), "inside");

        Assert.Equal(Emit(plan), Emit(plan with { Policy = plan.Policy with { Flows = plan.Policy.Flows.Add(mesh) } }));
    }

    [Fact]
    public void Emit_EveryRule_CountsAndTheLastOneRejects()
    {
        var rules = Emit(SmallProject.Plan())
            .Split('\n')
            .Where(line => line.Contains(" comment ", StringComparison.Ordinal))
            .ToImmutableArray();

        Assert.All(rules, rule => Assert.Contains(" counter ", rule, StringComparison.Ordinal));
        Assert.Contains("reject with icmpx admin-prohibited", rules[^1], StringComparison.Ordinal);
    }

    private static string Emit(ProjectPlan plan) => LocalSdn.Emit(plan.Spec, plan.Topology, plan.Policy);
}
