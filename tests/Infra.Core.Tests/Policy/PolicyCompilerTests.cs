using Infra.Core.Policy;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Policy;

public sealed class PolicyCompilerTests
{
    [Fact]
    public void Policy_OfThreeNodes_IsAsExpected() => Assert.Equal(
        [
            "orders-db/pg/clients Tcp 12800 from clients [10.7.0.0/16]",
            "orders-db/pgbouncer/clients Tcp 12801 from clients [10.7.0.0/16]",
            "orders-db/prometheus/clients Tcp 12802 from clients [10.7.0.0/16]",
            "orders-db/replication/mesh Tcp 12800 from mesh peers",
            "orders-db/ssh/management Tcp 22 from management [198.51.100.0/28]",
            "orders-db/wireguard/peers Udp 4501 from peers",
        ],
        Lines(StackText.Good));

    [Fact]
    public void Policy_OfASingleNode_HasNoPeers() =>
        Assert.DoesNotContain(Lines(StackText.With("nodes: 3", "nodes: 1")), line => line.Contains("peers", StringComparison.Ordinal));

    [Theory]
    [InlineData("allowedSources: []")]
    [InlineData("# none")]
    public void Policy_WithoutSources_LetsNobodyIn(string line) =>
        Assert.DoesNotContain(Lines(StackText.With("allowedSources: [10.7.0.0/16]", line)), flow => flow.Contains("clients", StringComparison.Ordinal));

    [Fact]
    public void Policy_SourcesInAnyOrderAndTwice_AreTheSame() =>
        Assert.Equal(
            Lines(StackText.With("[10.7.0.0/16]", "[10.7.0.0/16, 10.9.0.0/16, 10.8.0.0/16]")),
            Lines(StackText.With("[10.7.0.0/16]", "[10.8.0.0/15, 10.7.3.0/24, 10.7.0.0/16, 10.9.0.0/16, 10.7.0.0/16]")));

    private static IEnumerable<string> Lines(string text) => StackText.Plan(text).Policy.Flows.Select(flow =>
        $"{flow.Key} {flow.Protocol} {string.Join(',', flow.Ports)} from {Source(flow.Source)}");

    private static string Source(FlowSource source) => source switch
    {
        FlowSource.Networks networks => $"{networks.Zone} [{string.Join(' ', networks.Cidrs.Select(cidr => cidr.ToString()))}]",
        FlowSource.Peers => "peers",
        _ => "mesh peers",
    };
}
