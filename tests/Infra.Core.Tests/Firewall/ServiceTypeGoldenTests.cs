using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Firewall;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Firewall;

/// <summary>The literal filter of a node of each service type; types differ in how many kinds of client they have here.</summary>
public sealed class ServiceTypeGoldenTests
{
    private const string Sources = "[10.7.0.0/16, \"2001:db8:7::/64\"]";

    public static TheoryData<string> Types { get; } = [.. ServiceCatalog.Types.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void NodeFilter_OfServiceType_IsAsCommitted(string type)
    {
        var plan = Case(type).Plan();
        // The last node: not among the first three, where only some components run.
        var table = NodeFilter.Compile(plan, plan.Topology.Nodes[^1].Key);

        Golden.Check(IptablesEmitter.Emit(table, IpFamily.V4), "tests", "baselines", "node-filter", type, "rules.v4");
        Golden.Check(IptablesEmitter.Emit(table, IpFamily.V6), "tests", "baselines", "node-filter", type, "rules.v6");
        Golden.Check(IpSetEmitter.Emit(table), "tests", "baselines", "node-filter", type, "sets");
    }

    internal static AnyService Case(string type) => type switch
    {
        "kafka" => new(type, Sources) { Nodes = 4, Components = One("prometheus", "{ allowedSources: [10.9.0.0/24] }") },
        "clickhouse" => new(type, "[0.0.0.0/0, \"::/0\"]") { Nodes = 6, Components = One("prometheus", "{ publicAccess: false }") },
        "opensearch" => new(type, Sources) { Components = One("dashboards", "{ allowedSources: [] }") },
        _ => new(type, Sources),
    };

    private static Dictionary<string, string> One(string component, string access) => new() { [component] = access };
}
