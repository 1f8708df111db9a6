using Infra.Core.Boot;
using Infra.Core.Mesh;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Mesh;

public class IpsecFilesTests
{
    private const string Connections = "/etc/swanctl/conf.d/infra.conf";
    private const string Link = "/etc/infra/ipsec.json";

    private static readonly NodeIdentity[] Peers =
    [
        SampleIdentity.Of("orders-db-2", 2) with
        {
            IpsecKey = KeyOf(2),
        },
        SampleIdentity.Of("orders-db-3", 3) with
        {
            IpsecKey = KeyOf(3),
        },
    ];

    [Theory]
    [InlineData("ipsec", "orders-db-1")]
    [InlineData("wireguard+ipsec", "orders-db-2")]
    public void Files_OfANode_AreThese(string mesh, string node)
    {
        var peers = node == "orders-db-1" ? Peers : [Peers[1], SampleIdentity.Of("orders-db-1", 1) with { IpsecKey = KeyOf(1) }];
        var files = Filled
            .InService(Plan(mesh), node, peers)
            .Files.Where(file => file.Path.Contains("swan", StringComparison.Ordinal) || file.Path == Link)
            .Select(file => $"### {file.Mode} {file.Path}\n{file.Content}");
        Golden.Check(string.Concat(files), "tests", "baselines", "ipsec", mesh);
    }

    /// <summary>Path MTU less outer header 20, UDP 8, ESP header 8, IV 8, ICV 16; the packet and its trailer of 2 in words of 4.</summary>
    [Theory]
    [InlineData("local", "local", 1500)]
    [InlineData("aws", "eu-west-1", 9001)]
    [InlineData("azure", "westeurope", 1400)]
    [InlineData("gcp", "europe-west1", 1460)]
    public void Mtu_OnEveryCloud_FillsThePathAtMost(string cloud, string region, int path)
    {
        var text = StackText.Replace(cloud == "local" ? StackText.Good : StackText.On(cloud, region), "mesh: wireguard", "mesh: ipsec");
        var plan = StackText.Plan(text);
        var link = FileOf(plan, plan.Topology.Nodes[0].Key, Link, []);
        var mtu = int.Parse(link!.Split("\"mtuBytes\": ")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(20 + 8 + 8 + 8 + ((mtu + 2 + 3) / 4 * 4) + 16, path - 24, path);
    }

    [Fact]
    public void Peers_WithoutAKey_AreLeftOutEverywhere()
    {
        var files = Filled.InService(Plan("ipsec"), "orders-db-1", [Peers[0], SampleIdentity.Of("orders-db-3", 3)]).Files;
        Assert.DoesNotContain(files, file => file.Path.EndsWith("infra-orders-db-3.pem", StringComparison.Ordinal));
        foreach (var path in (string[])[Connections, Link])
        {
            var content = files.Single(file => file.Path == path).Content;
            Assert.Contains("orders-db-2", content, StringComparison.Ordinal);
            Assert.DoesNotContain("orders-db-3", content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Peers_OnePair_HasOneEndThatBegins()
    {
        var begins = Plan("ipsec")
            .Topology.Nodes.Select(node =>
            {
                var others = Plan("ipsec").Topology.Nodes.Where(other => other.Key != node.Key);
                var peers = others.Select(other => SampleIdentity.Of(other.Key, (byte)other.Slot) with { IpsecKey = KeyOf(other.Slot) });
                return FileOf(Plan("ipsec"), node.Key, Connections, [.. peers])!.Split("start_action = trap|start").Length - 1;
            });
        Assert.Equal([0, 1, 2], begins.Order());
    }

    [Fact]
    public void UserData_OfAnyMesh_HasNothingOfIPsec()
    {
        Assert.DoesNotContain(Filled.FirstBundle(Plan("ipsec"), "orders-db-1").Files, file =>
            file.Path.Contains("swan", StringComparison.Ordinal) || file.Path is Link or "/etc/infra/wg0.conf"
        );
        Assert.Equal(
            Filled.FirstBundle(Plan("wireguard"), "orders-db-1").ToJson(),
            Filled.FirstBundle(Plan("wireguard+ipsec"), "orders-db-1").ToJson()
        );
    }

    public static TheoryData<string> NoKeys =>
        [
            "",
            "AAAA",
            KeyOf(2)[..159],
            KeyOf(2) + "=",
            KeyOf(2)[..159] + "\n",
            // P-256: another curve.
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + KeyOf(2)[36..],
            "A" + KeyOf(2)[1..],
        ];

    [Theory]
    [MemberData(nameof(NoKeys))]
    public void Key_OfAnotherForm_IsRefused(string key)
    {
        Assert.False(IpsecKey.IsValid(key));
        Assert.Throws<ArgumentException>(() =>
            Filled.InService(Plan("ipsec"), "orders-db-1", [SampleIdentity.Of("orders-db-2", 2) with { IpsecKey = key }])
        );
    }

    [Fact]
    public void Key_OfTwoPeers_IsRefused() =>
        Assert.Contains(
            "orders-db-2 and orders-db-3 report one IPsec key",
            Assert
                .Throws<ArgumentException>(() =>
                    Filled.InService(Plan("ipsec"), "orders-db-1", [Peers[0], Peers[1] with { IpsecKey = KeyOf(2) }])
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void ProgramSent_Has_NoPrivateKeyAndAsksForP384()
    {
        Assert.Contains("\"384\"", NodeProgram.IpsecKey, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", NodeProgram.IpsecKey, StringComparison.Ordinal);
    }

    private static string KeyOf(int number) => "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE" + new string((char)('A' + number), 128);

    private static ProjectPlan Plan(string mesh) => StackText.Plan(StackText.With("mesh: wireguard", $"mesh: {mesh}"));

    private static string? FileOf(ProjectPlan plan, string node, string path, NodeIdentity[] peers) =>
        Filled.InService(plan, node, peers).Files.SingleOrDefault(file => file.Path == path)?.Content;
}
