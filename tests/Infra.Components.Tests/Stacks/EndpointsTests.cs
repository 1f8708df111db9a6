using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

/// <summary>
/// <c>access: endpoints</c> on each cloud: every connection goes to a node's endpoint, and the filters admit the tunnel alone.
/// </summary>
public sealed class EndpointsTests
{
    private const string Lines = """
            access: endpoints
            endpoints:
              orders-db-1: { host: 127.0.0.1, port: 22001 }
              orders-db-2: { host: tunnel.example.com, port: 22002 }
              orders-db-3: { host: "2001:db8::3", port: 22003 }

        """;

    public static TheoryData<string, string> Tunnels =>
        new()
        {
            { "aws", "instance-connect" },
            { "azure", "azure-bastion" },
            { "gcp", "iap" },
            { "gcp", "10.9.0.0/28" },
        };

    [Theory]
    [MemberData(nameof(Tunnels))]
    public async Task EveryConnection_GoesToTheNodesEndpoint(string cloud, string source)
    {
        var run = await RunAsync(cloud, source);

        foreach (
            var (node, host, port) in new[]
            {
                ("orders-db-1", "127.0.0.1", 22001),
                ("orders-db-2", "tunnel.example.com", 22002),
                ("orders-db-3", "2001:db8::3", 22003),
            }
        )
        {
            foreach (var step in new[] { "identity", "push", "confirm", "volumes" })
            {
                var connection = run.One("command:remote:Command", $"{node}-{step}").Map("connection");
                Assert.Equal((host, (double)port), (connection["host"], connection["port"]));
                Assert.False(connection.ContainsKey("proxy"));
                // The first connection alone is not pinned: what it brings is proven otherwise.
                Assert.Equal(step != "identity", connection.ContainsKey("hostKey"));
            }

            var reached = run.One("command:local:Command", $"{node}-reached");
            var environment = reached.Map("environment");
            Assert.Equal((host, $"{port}"), (environment["INFRA_HOST"], environment["INFRA_PORT"]));
            Assert.Contains("tunnelSources", (string)environment["INFRA_HINT"], StringComparison.Ordinal);
            Assert.Contains("the end of a tunnel", (string)reached.Inputs["stdin"], StringComparison.Ordinal);
        }

        Assert.Equal(
            ["127.0.0.1:22001", "tunnel.example.com:22002", "[2001:db8::3]:22003"],
            (await OutputValue.OfAsync(run.Stack.SshEndpoints)).OrderBy(endpoint => endpoint.Key).Select(endpoint => endpoint.Value)
        );
    }

    /// <summary>What asks before each push asks at the endpoint too: a tunnel that is closed skips its node.</summary>
    [Fact]
    public async Task ClosedTunnel_SkipsItsNodeAlone()
    {
        var mocks = new CloudMocks { Silent = ["127.0.0.1:22001"] };
        var error = await Assert.ThrowsAsync<Pulumi.RunException>(() => RunAsync("gcp", "iap", mocks));

        Assert.Contains("orders-db-1 did not answer at 127.0.0.1 port 22001", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["orders-db-2-push", "orders-db-3-push"],
            mocks
                .Inputs.Keys.Where(made => made.Type == "command:remote:Command" && made.Name.EndsWith("-push", StringComparison.Ordinal))
                .Select(made => made.Name)
                .Order(StringComparer.Ordinal)
        );
    }

    private static Task<StackRun> RunAsync(string cloud, string source, CloudMocks? mocks = null) =>
        StackRun.OfExampleAsync(
            $"{cloud}-private",
            text =>
                string.Concat(
                        text.Split('\n')
                            .Where(line => !line.TrimStart().StartsWith("managementRoutes:", StringComparison.Ordinal))
                            .Select(line => line + "\n")
                    )
                    .TrimEnd('\n')
                    .Replace("    zones: 3\n", $"    zones: 3\n{Lines}    tunnelSources: [{source}]\n", StringComparison.Ordinal) + "\n",
            mocks: mocks
        );
}
