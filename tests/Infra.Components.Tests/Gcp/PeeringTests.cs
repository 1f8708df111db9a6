using System.Text.Json.Nodes;
using Infra.Components.Tests.Testing;
using Infra.Core.Catalog;

namespace Infra.Components.Tests.Gcp;

public class PeeringTests
{
    private const string Type = "gcp:compute/networkPeering:NetworkPeering";
    private const string Network = "projects/clients-production/global/networks/default";
    internal const string OneSided = "partner: { project: clients-production, network: default, cidrs: [10.7.0.0/16] }";
    internal static readonly string BothSides = OneSided.Replace("cidrs", "mode: both-sides, cidrs", StringComparison.Ordinal);

    [Fact]
    public async Task Peering_OneSided_IsOurHalfAlone()
    {
        var run = await RunAsync(OneSided);

        var half = Assert.Single(run.OfType(Type));
        Assert.Equal(("acme-partner", CloudNames.Of("acme", "partner"), "partner"), (half.Name, half["name"], half.Parent));
        Assert.Equal((CloudMocks.NetworkLinkOf("acme"), Network), (half["network"], half["peerNetwork"]));
    }

    [Fact]
    public async Task Peering_BothSides_IsTwoHalvesOneAfterTheOther()
    {
        var run = await RunAsync(BothSides);

        var back = run.One(Type, "acme-partner-back");
        Assert.Equal(
            (Network, CloudMocks.NetworkLinkOf("acme"), CloudNames.Of("acme", "partner")),
            (back["network"], back["peerNetwork"], back["name"])
        );
        Assert.Equal(["acme-partner"], back.DependsOn);
        Assert.Equal(2, run.OfType(Type).Count());
    }

    [Fact]
    public async Task Peering_AnyHalf_ExchangesNothingButPrivateSubnets()
    {
        var run = await RunAsync(BothSides);

        foreach (
            var input in (string[])
                ["exportCustomRoutes", "importCustomRoutes", "exportSubnetRoutesWithPublicIp", "importSubnetRoutesWithPublicIp"]
        )
            Assert.All(run.OfType(Type), half => Assert.Equal(false, half[input]));
    }

    [Theory]
    [InlineData("INACTIVE", "Waiting for peer network to connect.", "pending-peer")]
    [InlineData("ACTIVE", "Connected.", "active")]
    public async Task Peering_State_IsAnOutput(string state, string details, string expected)
    {
        var run = await RunAsync(OneSided, new CloudMocks { GcpPeeringState = (state, details) });

        Assert.Equal(expected, (await OutputValue.OfAsync(run.Stack.Peerings))["partner"]["state"]);
    }

    [Fact]
    public async Task Peering_ThatOverlaps_FailsTheRun()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() =>
            RunAsync(
                OneSided,
                new CloudMocks
                {
                    GcpPeeringState = ("INACTIVE", "An IP range in the peer network overlaps with an IP range in the local network."),
                }
            )
        );

        Assert.Contains("The peering 'partner' failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contract_InTheOutputs_NamesOurProjectAndNetwork()
    {
        var run = await RunAsync(OneSided);

        var values = JsonNode.Parse((await OutputValue.OfAsync(run.Stack.PeeringContracts))["partner"])!["values"]!;
        Assert.Equal((CloudMocks.GcpProject, "acme"), ((string?)values["OUR_PROJECT"]!["value"], (string?)values["OUR_NETWORK"]!["value"]));
    }

    private static Task<StackRun> RunAsync(string peering, CloudMocks? mocks = null) =>
        StackRun.OfExampleAsync(
            "gcp-private",
            text => text.Replace("    services:\n", $"    peerings:\n      {peering}\n    services:\n", StringComparison.Ordinal),
            mocks: mocks
        );
}
