using System.Text.Json;
using Infra.Components.Tests.Testing;
using Infra.Core.Boot;

namespace Infra.Components.Tests.Enrolment;

public class IpsecKeysTests
{
    private const string Remote = "command:remote:Command";
    private static readonly string[] Nodes = ["orders-db-1", "orders-db-2", "orders-db-3"];

    [Theory]
    [InlineData("ipsec")]
    [InlineData("wireguard+ipsec")]
    public async Task Keys_OfEveryNode_AreReadOverPinnedConnectionsAndPushedToItsPeers(string mesh)
    {
        var text = StackRun.ExampleStack.Replace("mesh: wireguard", $"mesh: {mesh}", StringComparison.Ordinal);
        var run = await StackRun.OfAsync(stackText: text, lockText: "");

        foreach (var node in Nodes)
        {
            var key = run.One(Remote, $"{node}-ipsec");
            Assert.Equal(NodeProgram.IpsecKey, key["stdin"]);
            Assert.StartsWith("ssh-ed25519 AAAA", (string)key.Map("connection")["hostKey"]!, StringComparison.Ordinal);
            Assert.False(key.Inputs.ContainsKey("environment"));
            using var bundle = JsonDocument.Parse((string)run.One(Remote, $"{node}-push")["stdin"]!);
            var files = bundle
                .RootElement.GetProperty("files")
                .EnumerateArray()
                .ToDictionary(file => file.GetProperty("path").GetString()!, file => file.GetProperty("content").GetString()!);
            var keys = files.Where(file => file.Key.StartsWith("/etc/swanctl/pubkey/", StringComparison.Ordinal)).ToList();
            Assert.Equal(
                Nodes.Where(other => other != node).Select(other => $"/etc/swanctl/pubkey/infra-{other}.pem"),
                keys.Select(file => file.Key).Order(StringComparer.Ordinal)
            );
            Assert.All(keys, file =>
                Assert.Contains(
                    CloudMocks.IpsecKey(Path.GetFileNameWithoutExtension(file.Key)["infra-".Length..]),
                    file.Value.Replace("\n", "", StringComparison.Ordinal),
                    StringComparison.Ordinal
                )
            );
        }
    }

    [Fact]
    public async Task Keys_WithWireGuardAlone_AreNotAskedFor()
    {
        var run = await StackRun.OfAsync();
        Assert.DoesNotContain(run.OfType(Remote), command => command.Name.EndsWith("-ipsec", StringComparison.Ordinal));
    }
}
