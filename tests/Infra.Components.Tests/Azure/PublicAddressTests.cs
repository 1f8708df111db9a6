using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Azure;

public class PublicAddressTests : ReservedAddresses
{
    private const string Machine = "azure:compute/linuxVirtualMachine:LinuxVirtualMachine";

    private protected override string Cloud => "azure";

    private protected override string Holder => "azure:network/networkInterface:NetworkInterface";

    private protected override string Address => "azure:network/publicIp:PublicIp";

    private protected override string Input => "publicIpAddressId";

    private protected override ImmutableDictionary<string, object> Configuration(Recorded holder) =>
        (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)holder["ipConfigurations"]!);

    private protected override string? Held(Recorded holder) => (string?)Configuration(holder).GetValueOrDefault(Input);

    private protected override string HeldOf(string address) => $"{address}-id";

    [Fact]
    public async Task PublicAddress_IsItsNodesAlone()
    {
        var run = await Variant.Public["azure"].RunAsync();

        Assert.All(run.OfType(Address), address =>
        {
            var node = address.Name[..^"-g1".Length];
            Assert.Equal(("Standard", "Static", "IPv4"), (address["sku"], address["allocationMethod"], address["ipVersion"]));
            Assert.Equal([(string)run.One(Machine, node)["zone"]!], address.Texts("zones"));
            Assert.Equal(
                ("acme", "shop-db", node),
                (address.Map("tags")["project"], address.Map("tags")["service"], address.Map("tags")["node"])
            );
            Assert.Equal(run.One(Machine, node).Parent, address.Parent);
            Assert.StartsWith($"acme-{node}-g1-", (string)address["name"]!, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task PublicAddress_InAnExistingNetwork_IsInTheProjectsOwnGroup()
    {
        var run = await Variant.Existing["azure"].RunAsync(OfOrders);

        Assert.NotEmpty(run.OfType(Address));
        Assert.All(run.OfType(Address), address =>
            Assert.Equal(run.One("azure:core/resourceGroup:ResourceGroup", "acme")["name"], address["resourceGroupName"])
        );
    }
}
