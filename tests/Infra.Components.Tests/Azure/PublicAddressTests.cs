using System.Collections.Immutable;
using Infra.Components.Tests.Testing;
using Infra.Components.Tests.Upgrades;
using Infra.Core.Spec;

namespace Infra.Components.Tests.Azure;

public class PublicAddressTests
{
    private const string Machine = "azure:compute/linuxVirtualMachine:LinuxVirtualMachine";
    private const string Interface = "azure:network/networkInterface:NetworkInterface";
    private const string Address = "azure:network/publicIp:PublicIp";

    [Fact]
    public async Task PublicAddress_NodesOfAPublicService_HaveOneEachAndOthersNone()
    {
        var run = await Variant.Public["azure"].RunAsync();

        Assert.Equal(
            [("orders-db-1", null), ("orders-db-2", null), ("orders-db-3", null), ("shop-db-1", "shop-db-1-g1-id"), ("shop-db-2", "shop-db-2-g1-id")],
            run.OfType(Interface).Select(nic => (nic.Name, PublicIdOf(nic))));
        Assert.Equal(["shop-db-1-g1", "shop-db-2-g1"], run.OfType(Address).Select(address => address.Name));
    }

    [Fact]
    public async Task PublicAddress_IsItsNodesAlone()
    {
        var run = await Variant.Public["azure"].RunAsync();

        Assert.All(run.OfType(Address), address =>
        {
            var node = address.Name[..^"-g1".Length];
            Assert.Equal(("Standard", "Static", "IPv4"), (address["sku"], address["allocationMethod"], address["ipVersion"]));
            Assert.Equal([(string)run.One(Machine, node)["zone"]!], ((ImmutableArray<object>)address["zones"]!).Cast<string>());
            Assert.Equal(("acme", "shop-db", node), (address.Map("tags")["project"], address.Map("tags")["service"], address.Map("tags")["node"]));
            Assert.Equal(run.One(Machine, node).Parent, address.Parent);
            Assert.StartsWith($"acme-{node}-g1-", (string)address["name"]!, StringComparison.Ordinal);
        });
        Assert.Equal(2, run.OfType(Address).Select(address => address["name"]).Distinct().Count());
    }

    [Fact]
    public async Task PublicAddress_InAnExistingNetwork_IsGivenAlike()
    {
        var existing = Variant.Existing["azure"];
        var (closed, open) = (await existing.RunAsync(), await existing.RunAsync(OfOrders));

        Assert.Equal([null, null, null], closed.OfType(Interface).Select(PublicIdOf));
        Assert.Empty(closed.OfType(Address));
        Assert.Equal(["orders-db-1-g1-id", "orders-db-2-g1-id", "orders-db-3-g1-id"], open.OfType(Interface).Select(PublicIdOf));
        Assert.Equal(3, open.OfType(Address).Count());
        // In the project's own resource group; the network's owner has nothing more in theirs.
        Assert.All(open.OfType(Address), address => Assert.Equal(open.One("azure:core/resourceGroup:ResourceGroup", "acme")["name"], address["resourceGroupName"]));
    }

    [Fact]
    public async Task PublicAddress_OfAPlanThatGivesNone_IsNotMadeWhateverTheServiceSays()
    {
        var run = await Variant.Public["azure"].RunAsync(change: plan => plan with
        {
            Spec = plan.Spec with { Deployment = DeploymentModel.Ece },
            Topology = plan.Topology with { Nodes = [.. plan.Topology.Nodes.Select(node => node with { HasPublicAddress = false })] },
        });

        Assert.Empty(run.OfType(Address));
        Assert.All(run.OfType(Interface), nic => Assert.Null(PublicIdOf(nic)));
    }

    [Fact]
    public async Task PublicAddress_TurnedOnAndOff_ChangesTheInterfacesInPlaceAndNothingElse()
    {
        var off = await StackRun.OfExampleAsync("azure-example");
        var on = await StackRun.OfExampleAsync("azure-example", OfOrders);

        Assert.Equal(["orders-db-1-g1", "orders-db-2-g1", "orders-db-3-g1"], on.Resources.Keys.Except(off.Resources.Keys).Select(key => on.Resources[key].Name));
        Assert.Empty(off.Resources.Keys.Except(on.Resources.Keys));
        Assert.Equal(
            [$"{Interface} orders-db-1", $"{Interface} orders-db-2", $"{Interface} orders-db-3"],
            RunDifference.Of(off, on).Where(key => !key.StartsWith("command:", StringComparison.Ordinal)));
        Assert.Empty(Footprint.Of(off).ReplacedBy(Footprint.Of(on)));
        Assert.Empty(Footprint.Of(on).ReplacedBy(Footprint.Of(off)));
        // Taken back, the interface lets go first: Pulumi deletes last what the program no longer has.
        Assert.All(on.OfType(Interface), nic => Assert.Equal(Configuration(off.One(Interface, nic.Name)).Add("publicIpAddressId", PublicIdOf(nic)!), Configuration(nic)));
    }

    [Fact]
    public async Task PublicAddress_OfTheNextGeneration_IsAnother()
    {
        var first = await StackRun.OfExampleAsync("azure-example", OfOrders);
        var next = await StackRun.OfExampleAsync("azure-example", text => OfOrders(text).Replace("business-8", "business-16", StringComparison.Ordinal));

        // Never one that is replaced: what an interface holds cannot be deleted.
        Assert.Equal(["orders-db-1-g2", "orders-db-2-g2", "orders-db-3-g2"], next.OfType(Address).Select(address => address.Name));
        Assert.Empty(first.OfType(Address).Select(address => address["name"]).Intersect(next.OfType(Address).Select(address => address["name"])));
        Assert.Equal(
            [CloudMocks.PublicAddressOf("orders-db-1-g2"), CloudMocks.PublicAddressOf("orders-db-2-g2"), CloudMocks.PublicAddressOf("orders-db-3-g2")],
            (await OutputValue.OfAsync(next.Stack.PublicAddresses)).OrderBy(node => node.Key, StringComparer.Ordinal).Select(node => node.Value));
    }

    private static string OfOrders(string text) => text.Replace("mesh: wireguard\n", "mesh: wireguard\n        publicAccess: true\n", StringComparison.Ordinal);

    private static string? PublicIdOf(Recorded nic) => (string?)Configuration(nic).GetValueOrDefault("publicIpAddressId");

    private static ImmutableDictionary<string, object> Configuration(Recorded nic) =>
        (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)nic["ipConfigurations"]!);
}
