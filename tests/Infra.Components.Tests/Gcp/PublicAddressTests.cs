using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Gcp;

public class PublicAddressTests : ReservedAddresses
{
    private protected override string Cloud => "gcp";

    private protected override string Holder => "gcp:compute/instance:Instance";

    private protected override string Address => "gcp:compute/address:Address";

    private protected override string Input => "accessConfigs";

    private protected override ImmutableDictionary<string, object> Configuration(Recorded holder) =>
        (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)holder["networkInterfaces"]!);

    private protected override string? Held(Recorded holder) => (string?)AccessConfigOf(holder)?["natIp"];

    private protected override string HeldOf(string address) => CloudMocks.PublicAddressOf(address);

    [Fact]
    public async Task PublicAddress_IsItsNodesAlone()
    {
        var run = await Variant.Public["gcp"].RunAsync();

        Assert.All(OfNodes(run), address =>
        {
            var node = address.Name[..^"-g1".Length];
            Assert.Equal(("EXTERNAL", "PREMIUM", "europe-west1"), (address["addressType"], address["networkTier"], address["region"]));
            // Google rejects an address whose tier differs from that of its instance.
            Assert.Equal(address["networkTier"], AccessConfigOf(run.One(Holder, node))!["networkTier"]);
            Assert.Equal(
                ("acme", "shop-db", node),
                (address.Map("labels")["project"], address.Map("labels")["service"], address.Map("labels")["node"])
            );
            Assert.Equal(run.One(Holder, node).Parent, address.Parent);
            Assert.Matches($"^acme-{node}-g1-[a-z2-7]{{8}}$", (string)address["name"]!);
        });
    }

    /// <summary>The only access configuration; null if there is none, of either family.</summary>
    private ImmutableDictionary<string, object>? AccessConfigOf(Recorded instance)
    {
        Assert.DoesNotContain("ipv6AccessConfigs", Configuration(instance).Keys);
        return Configuration(instance).TryGetValue(Input, out var found)
            ? (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)found)
            : null;
    }
}
