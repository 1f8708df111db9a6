using System.Collections.Immutable;
using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Gcp;

public class ExistingNetworkTests
{
    private const string Instance = "gcp:compute/instance:Instance";
    private const string Firewall = "gcp:compute/firewall:Firewall";

    private static readonly Variant Shared = Variant.Existing["gcp"];

    [Fact]
    public async Task ExistingNetwork_NothingOfIt_IsMadeOrChanged()
    {
        var run = await Shared.RunAsync();

        string[] ours = ["attachedDisk:", "disk:", "firewall:", "instance:"];
        var made = run.Resources.Keys.Where(key => key.StartsWith("gcp:compute/", StringComparison.Ordinal)).ToArray();
        Assert.All(made, key => Assert.Contains(ours, type => key.StartsWith($"gcp:compute/{type}", StringComparison.Ordinal)));
        var own = await StackRun.OfExampleAsync("gcp-private");
        Assert.Contains(own.Resources.Keys, key => key.StartsWith("gcp:compute/network:", StringComparison.Ordinal));
        Assert.Empty(await OutputValue.OfAsync(run.Stack.NatAddresses));
        // The same rules, for the same accounts.
        Assert.Equal(own.OfType(Firewall).Select(rule => rule.Name), run.OfType(Firewall).Select(rule => rule.Name));
    }

    [Fact]
    public async Task ExistingNetwork_NodesAndRules_AreInIt()
    {
        var run = await Shared.RunAsync();

        Assert.All(run.OfType(Firewall), rule => Assert.Equal(Variant.GoogleLink("global/networks/shared"), rule["network"]));
        Assert.Equal(
            [("data-b", "10.42.4.4"), ("data-c", "10.42.5.4"), ("data-d", "10.42.6.4")],
            run.OfType(Instance)
                .Select(instance =>
                    (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)instance["networkInterfaces"]!)
                )
                .Select(nic => (((string)nic["subnetwork"]).Split('/')[^1], (string)nic["networkIp"]))
        );
        Assert.All(run.Mocks.Calls.Where(call => call.Token == "gcp:compute/getSubnetwork:getSubnetwork"), call =>
            Assert.Equal("europe-west1", call.Args["region"])
        );
    }

    [Fact]
    public async Task ExistingNetwork_NotAsWritten_EverythingStopsAndEveryDifferenceIsNamed()
    {
        var mocks = new CloudMocks
        {
            Existing = Shared
                .Found.SetItem("data-b", Variant.Subnetwork("data-b", "10.42.4.0/23"))
                .SetItem("data-d", Variant.Subnetwork("data-d", "10.42.6.0/25", network: "other")),
        };

        var error = await Assert.ThrowsAsync<RunException>(() => Shared.RunAsync(mocks: mocks));

        Assert.Contains("data-b: its CIDR is 10.42.4.0/23; the stack file has 10.42.4.0/24.", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "data-d: its network is projects/acme-prod/global/networks/other; the stack file has shared.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("data-c", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Inputs.Keys, made => made.Type is Instance or Firewall);
    }

    [Fact]
    public async Task ExistingNetwork_NotThere_StopsEverything()
    {
        var mocks = new CloudMocks { Existing = Shared.Found.Remove("data-c") };

        var error = await Assert.ThrowsAnyAsync<Exception>(() => Shared.RunAsync(mocks: mocks));

        Assert.Contains("data-c", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Inputs.Keys, made => made.Type is Instance or Firewall);
    }

    [Fact]
    public async Task ExistingNetwork_CloudThatSaysNothing_IsTakenByName()
    {
        var silent = Shared.Found.ToImmutableDictionary(entry => entry.Key, _ => ImmutableDictionary<string, object>.Empty);

        var run = await Shared.RunAsync(mocks: new CloudMocks { Existing = silent }, preview: true);

        Assert.All(run.OfType(Firewall), rule => Assert.Equal("shared", rule["network"]));
    }
}
