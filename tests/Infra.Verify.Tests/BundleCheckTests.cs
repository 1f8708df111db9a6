using Infra.Core.Bundle;
using Infra.Core.Mesh;
using Infra.Verify.Checks;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

public sealed class BundleCheckTests
{
    [Theory]
    [InlineData("""["/etc/infra/wg0.conf"]""", "true", "changed on the node: /etc/infra/wg0.conf")]
    [InlineData("[]", "false", "changed on the node: the filter in effect")]
    [InlineData("[]", "false,\"firewallDrift\":\"iptables: no jump\"", "changed on the node: the filter in effect (iptables: no jump)")]
    [InlineData("[]", "true", null)]
    public async Task Bundle_ChangedOnTheNode_IsReported(string drift, string firewall, string? observed)
    {
        var cloud = Applied();
        cloud.First.Answer(
            "infra-apply status",
            $$"""{"hash":"{{Hash("orders-db-1")}}","pending":null,"drift":{{drift}},"firewall":{{firewall}}}"""
        );

        var row = (await cloud.RunAsync(new BundleCheck(Compile))).Single(row => row.Subject == "orders-db-1");

        Assert.Equal(observed is null, row.Passed);
        Assert.Contains(observed ?? "", row.Observed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "no bundle, and changed on the node: /var/lib/infra/confirmed.json: Refused")]
    [InlineData("\"$\"", "but changed on the node: /var/lib/infra/confirmed.json: Refused")]
    public async Task Bundle_MemoryBroken_IsReported(string hash, string observed)
    {
        var cloud = Applied();
        cloud.First.Answer(
            "infra-apply status",
            $$"""{"hash":{{hash.Replace("$", Hash("orders-db-1"), StringComparison.Ordinal)}},"pending":null,"""
                + """ "drift":[],"firewall":true,"broken":["/var/lib/infra/confirmed.json: Refused"]}"""
        );

        var row = Assert.Single(await cloud.RunAsync(new BundleCheck(Compile)), row => !row.Passed);

        Assert.Contains(observed, row.Observed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EachNodeHasItsBundle_Passes()
    {
        var rows = await Applied().RunAsync(new BundleCheck(Compile));
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.True(row.Passed, row.Observed));
    }

    [Fact]
    public async Task Run_AnotherBundle_Fails()
    {
        var cloud = Applied();
        cloud.First.Answer("infra-apply status", $$"""{"hash":"{{new string('a', 64)}}","pending":null}""");
        var failed = Assert.Single(await cloud.RunAsync(new BundleCheck(Compile)), row => !row.Passed);
        Assert.Equal("aaaaaaaaaaaa", failed.Observed);
    }

    [Fact]
    public async Task Run_PushNotConfirmed_Fails()
    {
        var cloud = Applied();
        cloud.First.Answer("infra-apply status", $$"""{"hash":"{{Hash("orders-db-1")}}","pending":{"hash":"x"} }""");
        var failed = Assert.Single(await cloud.RunAsync(new BundleCheck(Compile)), row => !row.Passed);
        Assert.EndsWith("not confirmed", failed.Observed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PeerWithAnotherKey_FailsThePeersOfIt()
    {
        var cloud = Applied();
        cloud.First.Answer("infra-apply identity", """{"node":"orders-db-1","instance":"i-2","hostKey":"h","wireGuardKey":"new"}""");
        var rows = await cloud.RunAsync(new BundleCheck(Compile));
        Assert.Equal(["orders-db-2", "orders-db-3"], rows.Where(r => !r.Passed).Select(r => r.Subject));
    }

    [Fact]
    public async Task Run_NodeDoesNotAnswer_FailsForAll()
    {
        var cloud = Applied();
        cloud.First.Answer("infra-apply", "", -1, "ssh: connection refused");
        var rows = await cloud.RunAsync(new BundleCheck(Compile));
        Assert.All(rows, row => Assert.False(row.Passed));
        Assert.Contains(rows, row => row.Observed == "exit -1: ssh: connection refused");
        Assert.Contains(rows, row => row.Observed == "no identity from orders-db-1");
    }

    private static TestCloud Applied()
    {
        var cloud = new TestCloud();
        foreach (var shell in cloud.Shells.Values)
        {
            shell.Answer("infra-apply status", $$"""{"hash":"{{Hash(shell.Node)}}","pending":null}""");
        }

        return cloud;
    }

    private static NodeBundle Compile(string node, IReadOnlyCollection<NodeIdentity> peers) =>
        new(node, [.. peers.Select(p => new BundleFile($"/etc/infra/{p.Node}", "0644", p.WireGuardKey))]) { Version = 1 };

    private static string Hash(string node) =>
        Compile(
            node,
            [.. new[] { "orders-db-1", "orders-db-2", "orders-db-3" }.Where(n => n != node).Select(n => new NodeIdentity(n, "i", "h", "k"))]
        ).Hash;
}
