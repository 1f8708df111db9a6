using Infra.Core.Clouds.Local;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Firewall;

public class LocalPublicAddressesTests
{
    private static readonly ProjectTopology Topology = SmallProject.Plan().Topology;

    [Fact]
    public void Emit_PublicNodes_IsTheReviewedTable() =>
        Golden.Check(LocalPublicAddresses.Emit(WithPublic(_ => true)), "tests", "baselines", "local-sdn", "public.nft");

    [Fact]
    public void Emit_NoPublicNode_TranslatesNothing()
    {
        var text = LocalPublicAddresses.Emit(Topology);

        Assert.DoesNotContain("elements", text, StringComparison.Ordinal);
        Assert.All(Topology.Nodes, node => Assert.DoesNotContain($"{node.Address}", text, StringComparison.Ordinal));
        // Earlier addresses are removed, along with connections that use them.
        Assert.StartsWith("table ip public\ndelete table ip public\n", text, StringComparison.Ordinal);
        Assert.Contains("ct status dnat", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Emit_OnePublicNode_NamesNoOther()
    {
        var text = LocalPublicAddresses.Emit(WithPublic(node => node.Slot == 2));

        Assert.Contains($"elements = {{ 198.19.0.2 : {Topology.Nodes[1].Address} }}", text, StringComparison.Ordinal);
        Assert.All(Topology.Nodes.Where(node => node.Slot != 2), other =>
            Assert.DoesNotContain($"{other.Address}", text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Emit_NodesInAnotherOrder_IsEqual()
    {
        var all = WithPublic(_ => true);

        Assert.Equal(LocalPublicAddresses.Emit(all), LocalPublicAddresses.Emit(all with { Nodes = [.. all.Nodes.Reverse()] }));
    }

    [Fact]
    public void Router_BothTables_AreOneText()
    {
        var plan = SmallProject.Plan();
        var text = LocalRouter.Emit(plan);

        Assert.Equal(LocalSdn.Emit(plan.Spec, plan.Topology, plan.Policy) + LocalPublicAddresses.Emit(plan.Topology), text);
    }

    private static ProjectTopology WithPublic(Func<Node, bool> which) =>
        Topology with
        {
            Nodes =
            [
                .. Topology.Nodes.Select(node =>
                    which(node) ? node with { HasPublicAddress = true, PublicAddress = LocalNetwork.PublicAddressFor(node) } : node
                ),
            ],
        };
}
