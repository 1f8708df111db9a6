using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Firewall;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Firewall;

/// <summary>The literal firewall of one node of each case.</summary>
public sealed class NodeFilterGoldenTests
{
    public static TheoryData<string> Cases { get; } = [.. FirewallCase.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void NodeFilter_OfCase_IsAsCommitted(string name)
    {
        var which = FirewallCase.Named(name);
        var plan = which.Plan(which.Clouds[0]);
        // The last node of the first service: not among the first three, where only some components run.
        var table = NodeFilter.Compile(plan, plan.Topology.Nodes.Last(node => node.Service == plan.Spec.Services.Keys.First()).Key);

        Golden.Check(IptablesEmitter.Emit(table, IpFamily.V4), "tests", "baselines", "node-filter", name, "rules.v4");
        Golden.Check(IptablesEmitter.Emit(table, IpFamily.V6), "tests", "baselines", "node-filter", name, "rules.v6");
        Golden.Check(IpSetEmitter.Emit(table), "tests", "baselines", "node-filter", name, "sets");
    }

    [Fact]
    public void Cases_HaveEachServiceType() => Assert.Empty(ServiceCatalog.Types.Keys.Except(FirewallCase.All.Select(one => one.Name)));
}
