using System.Collections.Immutable;
using Infra.Components.Tests.Testing;
using Infra.Components.Tests.Upgrades;
using Infra.Core.Spec;

namespace Infra.Components.Tests.Gcp;

public class PublicAddressTests
{
    private const string Instance = "gcp:compute/instance:Instance";
    private const string Address = "gcp:compute/address:Address";

    [Fact]
    public async Task PublicAddress_NodesOfAPublicService_HaveOneEachAndOthersNone()
    {
        var run = await Variant.Public["gcp"].RunAsync();

        Assert.Equal(
            [
                ("orders-db-1", null), ("orders-db-2", null), ("orders-db-3", null),
                ("shop-db-1", CloudMocks.PublicAddressOf("shop-db-1-g1")), ("shop-db-2", CloudMocks.PublicAddressOf("shop-db-2-g1")),
            ],
            run.OfType(Instance).Select(instance => (instance.Name, PublicAddressOf(instance))));
        Assert.Equal(["shop-db-1-g1", "shop-db-2-g1"], OfNodes(run).Select(address => address.Name));
    }

    [Fact]
    public async Task PublicAddress_IsItsNodesAlone()
    {
        var run = await Variant.Public["gcp"].RunAsync();

        Assert.All(OfNodes(run), address =>
        {
            var node = address.Name[..^"-g1".Length];
            Assert.Equal(("EXTERNAL", "PREMIUM", "europe-west1"), (address["addressType"], address["networkTier"], address["region"]));
            // Google refuses one that is of another tier than what holds it.
            Assert.Equal(address["networkTier"], AccessConfigOf(run.One(Instance, node))!["networkTier"]);
            Assert.Equal(("acme", "shop-db", node), (address.Map("labels")["project"], address.Map("labels")["service"], address.Map("labels")["node"]));
            Assert.Equal(run.One(Instance, node).Parent, address.Parent);
            Assert.Matches($"^acme-{node}-g1-[a-z2-7]{{8}}$", (string)address["name"]!);
        });
        Assert.Equal(run.OfType(Address).Count(), run.OfType(Address).Select(address => address["name"]).Distinct().Count());
    }

    [Fact]
    public async Task PublicAddress_InAnExistingNetwork_IsGivenAlike()
    {
        var existing = Variant.Existing["gcp"];
        var (closed, open) = (await existing.RunAsync(), await existing.RunAsync(OfOrders));

        Assert.Equal([null, null, null], closed.OfType(Instance).Select(PublicAddressOf));
        Assert.Empty(closed.OfType(Address));
        Assert.Equal(OfGeneration(1), open.OfType(Instance).Select(PublicAddressOf));
        Assert.Equal(3, open.OfType(Address).Count());
        // The network's owner gets nothing more.
        Assert.Equal(["address:Address", "address:Address", "address:Address"], open.Resources.Keys.Except(closed.Resources.Keys).Select(key => key.Split('/', ' ')[1]));
    }

    [Fact]
    public async Task PublicAddress_OfAPlanThatGivesNone_IsNotMadeWhateverTheServiceSays()
    {
        var run = await Variant.Public["gcp"].RunAsync(change: plan => plan with
        {
            Spec = plan.Spec with { Deployment = DeploymentModel.Ece },
            Topology = plan.Topology with { Nodes = [.. plan.Topology.Nodes.Select(node => node with { HasPublicAddress = false })] },
        });

        Assert.Empty(run.OfType(Address));
        Assert.All(run.OfType(Instance), instance => Assert.Null(PublicAddressOf(instance)));
    }

    [Fact]
    public async Task PublicAddress_TurnedOnAndOff_ChangesTheInstancesInPlaceAndNothingElse()
    {
        var off = await StackRun.OfExampleAsync("gcp-example");
        var on = await StackRun.OfExampleAsync("gcp-example", OfOrders);

        Assert.Equal([$"{Address} orders-db-1-g1", $"{Address} orders-db-2-g1", $"{Address} orders-db-3-g1"], on.Resources.Keys.Except(off.Resources.Keys));
        Assert.Empty(off.Resources.Keys.Except(on.Resources.Keys));
        Assert.Equal(
            [$"{Instance} orders-db-1", $"{Instance} orders-db-2", $"{Instance} orders-db-3"],
            RunDifference.Of(off, on).Where(key => !key.StartsWith("command:", StringComparison.Ordinal)));
        Assert.Empty(Footprint.Of(off).ReplacedBy(Footprint.Of(on)));
        Assert.Empty(Footprint.Of(on).ReplacedBy(Footprint.Of(off)));
        // Taken back, the instance lets go first: Pulumi deletes last what the program no longer has. And only the access
        // configuration comes and goes: a change of the subnetwork with it would want the instance stopped.
        Assert.All(on.OfType(Instance), instance => Assert.Equal(
            [.. Interface(off.One(Instance, instance.Name)).Keys.Append("accessConfigs").Order(StringComparer.Ordinal)],
            Interface(instance).Keys.Order(StringComparer.Ordinal)));
        Assert.All(on.OfType(Instance), instance => Assert.Equal(Interface(off.One(Instance, instance.Name)), Interface(instance).Remove("accessConfigs")));
    }

    [Fact]
    public async Task PublicAddress_OfTheNextGeneration_IsAnother()
    {
        var first = await StackRun.OfExampleAsync("gcp-example", OfOrders);
        var next = await StackRun.OfExampleAsync("gcp-example", text => OfOrders(text).Replace("business-8", "business-16", StringComparison.Ordinal));

        // Never one that is replaced: what an instance holds cannot be deleted.
        Assert.Equal(["orders-db-1-g2", "orders-db-2-g2", "orders-db-3-g2"], OfNodes(next).Select(address => address.Name));
        Assert.Empty(OfNodes(first).Select(address => address["name"]).Intersect(OfNodes(next).Select(address => address["name"])));
        Assert.Equal(OfGeneration(2), next.OfType(Instance).Select(PublicAddressOf));
    }

    private static string OfOrders(string text) => text.Replace("mesh: wireguard\n", "mesh: wireguard\n        publicAccess: true\n", StringComparison.Ordinal);

    private static IEnumerable<Recorded> OfNodes(StackRun run) => run.OfType(Address).Where(address => !address.Name.StartsWith("acme-nat-", StringComparison.Ordinal));

    private static IEnumerable<string> OfGeneration(int generation) =>
        new[] { 1, 2, 3 }.Select(slot => CloudMocks.PublicAddressOf($"orders-db-{slot}-g{generation}"));

    private static string? PublicAddressOf(Recorded instance) => (string?)AccessConfigOf(instance)?["natIp"];

    /// <summary>The one access configuration; null where there is none, of either family.</summary>
    private static ImmutableDictionary<string, object>? AccessConfigOf(Recorded instance)
    {
        Assert.DoesNotContain("ipv6AccessConfigs", Interface(instance).Keys);
        return Interface(instance).TryGetValue("accessConfigs", out var found)
            ? (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)found)
            : null;
    }

    private static ImmutableDictionary<string, object> Interface(Recorded instance) =>
        (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)instance["networkInterfaces"]!);
}
