using System.Collections.Immutable;
using Infra.Components.Tests.Upgrades;
using Infra.Core.Spec;

namespace Infra.Components.Tests.Testing;

/// <summary>
/// Nodes' public addresses on a cloud where each is a separate resource, attached to a resource of the node: they are added and removed
/// in place, with the generation of their node, and nothing else changes.
/// </summary>
public abstract class ReservedAddresses
{
    private protected abstract string Cloud { get; }

    /// <summary>Type of the resource an address is attached to; it has the node's name.</summary>
    private protected abstract string Holder { get; }

    /// <summary>Type of an address; includes addresses not of nodes.</summary>
    private protected abstract string Address { get; }

    /// <summary>The part of the holder's network configuration that exists only with an address.</summary>
    private protected abstract string Input { get; }

    private protected abstract ImmutableDictionary<string, object> Configuration(Recorded holder);

    /// <summary>The holder's reference to its address; null if it has none.</summary>
    private protected abstract string? Held(Recorded holder);

    /// <summary>The same, for the address of this name.</summary>
    private protected abstract string HeldOf(string address);

    private protected IEnumerable<Recorded> OfNodes(StackRun run) =>
        run.OfType(Address).Where(address => !address.Name.StartsWith("acme-nat-", StringComparison.Ordinal));

    [Fact]
    public async Task PublicAddress_NodesOfAPublicService_HaveOneEachAndOthersNone()
    {
        var run = await Variant.Public[Cloud].RunAsync();

        Assert.Equal(
            [
                ("orders-db-1", null),
                ("orders-db-2", null),
                ("orders-db-3", null),
                ("shop-db-1", HeldOf("shop-db-1-g1")),
                ("shop-db-2", HeldOf("shop-db-2-g1")),
            ],
            run.OfType(Holder).Select(holder => (holder.Name, Held(holder)))
        );
        Assert.Equal(["shop-db-1-g1", "shop-db-2-g1"], OfNodes(run).Select(address => address.Name));
        Assert.Equal(run.OfType(Address).Count(), run.OfType(Address).Select(address => address["name"]).Distinct().Count());
    }

    [Fact]
    public async Task PublicAddress_InAnExistingNetwork_IsGivenAlike()
    {
        var existing = Variant.Existing[Cloud];
        var (closed, open) = (await existing.RunAsync(), await existing.RunAsync(OfOrders));

        Assert.Equal([null, null, null], closed.OfType(Holder).Select(Held));
        Assert.Empty(closed.OfType(Address));
        Assert.Equal(OfGeneration(1).Select(HeldOf), open.OfType(Holder).Select(Held));
        // The network's owner gets nothing more.
        Assert.Equal(OfGeneration(1).Select(name => $"{Address} {name}"), open.Resources.Keys.Except(closed.Resources.Keys));
    }

    [Fact]
    public async Task PublicAddress_OfAPlanThatGivesNone_IsNotMadeWhateverTheServiceSays()
    {
        var run = await Variant
            .Public[Cloud]
            .RunAsync(change: plan =>
                plan with
                {
                    Spec = plan.Spec with { Deployment = DeploymentModel.Ece },
                    Topology = plan.Topology with
                    {
                        Nodes = [.. plan.Topology.Nodes.Select(node => node with { HasPublicAddress = false })],
                    },
                }
            );

        Assert.Empty(run.OfType(Address));
        Assert.All(run.OfType(Holder), holder => Assert.Null(Held(holder)));
    }

    [Fact]
    public async Task PublicAddress_TurnedOnAndOff_ChangesWhatHoldsItInPlaceAndNothingElse()
    {
        var off = await StackRun.OfExampleAsync($"{Cloud}-private");
        var on = await StackRun.OfExampleAsync($"{Cloud}-private", OfOrders);

        Assert.Equal(OfGeneration(1).Select(name => $"{Address} {name}"), on.Resources.Keys.Except(off.Resources.Keys));
        Assert.Empty(off.Resources.Keys.Except(on.Resources.Keys));
        Assert.Equal(
            [$"{Holder} orders-db-1", $"{Holder} orders-db-2", $"{Holder} orders-db-3"],
            RunDifference.Of(off, on).Where(key => !key.StartsWith("command:", StringComparison.Ordinal))
        );
        Assert.Empty(Footprint.Of(off).ReplacedBy(Footprint.Of(on)));
        Assert.Empty(Footprint.Of(on).ReplacedBy(Footprint.Of(off)));
        // On removal the holder releases it first: Pulumi deletes resources the program no longer has last. And nothing else of its
        // network changes: on Google Cloud, changing the subnetwork along with it would require stopping the instance.
        Assert.All(on.OfType(Holder), holder =>
        {
            Assert.Contains(Input, Configuration(holder).Keys);
            Assert.Equal(Configuration(off.One(Holder, holder.Name)), Configuration(holder).Remove(Input));
        });
    }

    [Fact]
    public async Task PublicAddress_OfTheNextGeneration_IsAnother()
    {
        var first = await StackRun.OfExampleAsync($"{Cloud}-private", OfOrders);
        var next = await StackRun.OfExampleAsync(
            $"{Cloud}-private",
            text => OfOrders(text).Replace("business-8", "business-16", StringComparison.Ordinal),
            replaced: true
        );

        // Never one that is replaced: an attached address cannot be deleted.
        Assert.Equal(OfGeneration(2), OfNodes(next).Select(address => address.Name));
        Assert.Empty(OfNodes(first).Select(address => address["name"]).Intersect(OfNodes(next).Select(address => address["name"])));
        Assert.Equal(OfGeneration(2).Select(HeldOf), next.OfType(Holder).Select(Held));
        Assert.Equal(
            OfGeneration(2).Select(CloudMocks.PublicAddressOf),
            (await OutputValue.OfAsync(next.Stack.PublicAddresses))
                .OrderBy(node => node.Key, StringComparer.Ordinal)
                .Select(node => node.Value)
        );
    }

    /// <summary>Edits an example to make its service public.</summary>
    private protected static string OfOrders(string text) =>
        text.Replace("mesh: wireguard\n", "mesh: wireguard\n        publicAccess: true\n", StringComparison.Ordinal);

    private static IEnumerable<string> OfGeneration(int generation) => new[] { 1, 2, 3 }.Select(slot => $"orders-db-{slot}-g{generation}");
}
