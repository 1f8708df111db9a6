using Infra.Core.Clouds;
using Infra.Core.Mesh;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Mesh;

public class WireGuardConfigTests
{
    [Theory]
    [InlineData(CloudKind.Local, 1420)]
    [InlineData(CloudKind.Aws, 8941)]
    [InlineData(CloudKind.Azure, 1340)]
    [InlineData(CloudKind.Gcp, 1400)]
    public void Mtu_ByCloud_IsThePathsLessTheTunnel(CloudKind cloud, int mtu) =>
        Assert.Contains($"\nMTU = {mtu}\n", Config(SmallProject.Plan(cloud), []), StringComparison.Ordinal);

    [Fact]
    public void Peers_Unknown_AreLeftOut() => Assert.DoesNotContain("[Peer]", Config(SmallProject.Plan(), []), StringComparison.Ordinal);

    [Fact]
    public void PrivateKey_IsNeverInABundle() =>
        Assert.DoesNotContain(
            "PrivateKey",
            // The included program knows the word, since it passes the key to the kernel.
            (Filled.InService(SmallProject.Plan(), "orders-db-1", SampleIdentity.PeersOfFirst) with { Program = null }).ToJson(),
            StringComparison.Ordinal
        );

    public static TheoryData<string, NodeIdentity[]> Refused =>
        new()
        {
            { "itself", [SampleIdentity.Of("orders-db-1", 1)] },
            { "a stranger", [SampleIdentity.Of("other-db-1", 1)] },
            { "one key twice", [SampleIdentity.Of("orders-db-2", 2), SampleIdentity.Of("orders-db-3", 2)] },
            { "one node twice", [SampleIdentity.Of("orders-db-2", 2), SampleIdentity.Of("orders-db-2", 3)] },
            { "no key", [SampleIdentity.Of("orders-db-2", 2) with { WireGuardKey = "AAAA\nEndpoint = 203.0.113.1:1" }] },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Compile_IdentityThatIsNoPeers_IsRefused(string what, NodeIdentity[] peers)
    {
        var error = Record.Exception(() => Filled.InService(SmallProject.Plan(), "orders-db-1", peers));

        Assert.True(error is ArgumentException, what);
    }

    private static string Config(ProjectPlan plan, NodeIdentity[] peers) =>
        Filled.InService(plan, "orders-db-1", peers).Files.Single(f => f.Path == "/etc/infra/wg0.conf").Content;
}
