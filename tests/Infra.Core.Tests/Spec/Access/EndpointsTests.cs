using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Spec.Access;

namespace Infra.Core.Tests.Spec.Access;

/// <summary><c>access: endpoints</c>: what is taken, on each cloud, and every wrong line.</summary>
public sealed class EndpointsTests
{
    private const string Three =
        "orders-db-1: { host: 127.0.0.1, port: 22001 }, orders-db-2: { host: 127.0.0.1, port: 22002 }, "
        + "orders-db-3: { host: \"2001:DB8::3\", port: 22 }";

    [Theory]
    [InlineData("local")]
    [InlineData("aws")]
    [InlineData("azure")]
    [InlineData("gcp")]
    public void Endpoints_OfEveryNode_AreTaken(string cloud)
    {
        var spec = StackText.Plan(Text(cloud, $"endpoints: {{ {Three} }}")).Spec;

        Assert.Equal(
            [
                ("orders-db-1", new Endpoint("127.0.0.1", 22001)),
                ("orders-db-2", new Endpoint("127.0.0.1", 22002)),
                ("orders-db-3", new Endpoint("2001:db8::3", 22)),
            ],
            spec.Endpoints.Select(endpoint => (endpoint.Key, endpoint.Value))
        );
    }

    // Private nodes without any other path, and nothing to warn of: where an endpoint leads, only its owner knows.
    [Theory]
    [InlineData("aws", "instance-connect", "10.77.12.0/25 10.77.12.128/26")]
    [InlineData("azure", "azure-bastion", "10.77.13.128/25")]
    [InlineData("gcp", "iap", "35.235.240.0/20")]
    [InlineData("gcp", "10.9.0.0/28", "10.9.0.0/28")]
    [InlineData("aws", "", "20.51.100.0/28")]
    public void Tunnel_WithEndpoints_IsTheOnlySourceOfSsh(string cloud, string source, string admitted)
    {
        var text = Text(cloud, $"endpoints: {{ {Three} }}{(source.Length == 0 ? "" : $"\n    tunnelSources: [{source}]")}");
        var outcome = StackText.Compile(text);

        Assert.Empty(outcome.Diagnostics);
        Assert.Equal(
            admitted,
            string.Join(' ', outcome.Value!.Policy.Flows.Select(flow => flow.Purpose).OfType<FlowPurpose.Management>().First().Sources)
        );
    }

    [Theory]
    [InlineData("endpoints: {}", "INF0345 endpoints", "No endpoint for orders-db-1, orders-db-2, orders-db-3.")]
    [InlineData("", "INF0345 endpoints", "No endpoint for orders-db-1")]
    [InlineData("endpoints: { orders-db-1: { host: a, port: 1 } }", "INF0345 endpoints", "No endpoint for orders-db-2, orders-db-3.")]
    [InlineData($"endpoints: {{ {Three}, orders-db-4: {{ host: a, port: 1 }} }}", "INF0344 endpoints.orders-db-4", "no node 'orders-db-4'")]
    [InlineData($"endpoints: {{ {Three}, \"x; reboot\": {{ host: a, port: 1 }} }}", "INF0344 endpoints.x; reboot", "no node 'x; reboot'")]
    public void Endpoints_ThatAreNotTheNodes_AreReported(string line, string code, string part)
    {
        var found = Assert.Single(StackText.Compile(Text("aws", line)).Diagnostics);

        Assert.Equal((code, Severity.Error), ($"{found.Code} {found.Where.Path}", found.Severity));
        Assert.Contains(part, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoint_OfAMisspeltNode_IsBothUnknownAndMissing()
    {
        var text = Text("aws", $"endpoints: {{ {Three.Replace("orders-db-2:", "order-db-2:", StringComparison.Ordinal)} }}");
        var found = StackText.Compile(text).Diagnostics;

        Assert.Equal(["INF0344", "INF0345"], found.Select(one => one.Code).Order(StringComparer.Ordinal));
        Assert.Contains("'orders-db-2'", found.First(one => one.Code == "INF0344").Remedy, StringComparison.Ordinal);
    }

    // The remedy's line, written as it says, is one that is taken.
    [Fact]
    public void MissingEndpoint_WrittenAsTheRemedySays_IsThere()
    {
        var found = Assert.Single(StackText.Compile(Text("aws", $"endpoints: {{ {Three.Split(", orders-db-3")[0]} }}")).Diagnostics, one =>
            one.Code == DiagnosticCodes.EndpointMissing
        );
        var line = found.Remedy.Split('\'')[3];

        Assert.Equal("orders-db-3: { host: 127.0.0.1, port: 22003 }", line);
        Assert.Empty(StackText.Compile(Text("aws", $"endpoints: {{ {Three.Split(", orders-db-3")[0]}, {line} }}")).Diagnostics);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("localhost", "127.0.0.1", true)]
    [InlineData("LOCALHOST", "\"::1\"", true)]
    [InlineData("Tunnel.example", "tunnel.Example", true)]
    [InlineData("\"2001:db8:0::3\"", "\"2001:DB8::3\"", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("a.example", "b.example", false)]
    public void Endpoint_InTwoSpellings_IsOne(string one, string other, bool isOne)
    {
        var line =
            $"endpoints: {{ orders-db-1: {{ host: {one}, port: 7 }}, orders-db-2: {{ host: {other}, port: 7 }}, "
            + "orders-db-3: { host: c, port: 7 } }";
        var found = StackText.Compile(Text("local", line)).Diagnostics;

        Assert.Equal(isOne ? ["INF0343 endpoints.orders-db-2"] : [], found.Select(each => $"{each.Code} {each.Where.Path}"));
    }

    [Fact]
    public void Endpoints_WithoutServices_NeedNone()
    {
        var text = Text("aws", "tunnelSources: [instance-connect]");
        var services = text.IndexOf("    services:", StringComparison.Ordinal);

        Assert.Empty(StackText.Compile($"{text[..services]}    services: {{}}\n").Diagnostics);
    }

    // On AWS: a subnet of nodes, a public one, and what is left of their eighth.
    [Theory]
    [InlineData("10.77.0.0/24", "INF0346 tunnelSources")]
    [InlineData("10.77.0.0/21", "INF0346 tunnelSources")]
    [InlineData("10.77.12.0/26", "")]
    [InlineData("10.77.13.128/28", "")]
    public void TunnelSources_WhereNodesAre_AreRefused(string cidr, string code) =>
        Assert.Equal(
            code,
            string.Join(
                ' ',
                StackText
                    .Compile(Text("aws", $"endpoints: {{ {Three} }}\n    tunnelSources: [{cidr}]"))
                    .Diagnostics.Select(each => $"{each.Code} {each.Where.Path}")
            )
        );

    private static string Text(string cloud, string lines)
    {
        var text = cloud == "local" ? StackText.Good : StackText.On(cloud, Region(cloud));
        text = text.Replace("\n    managementRoutes: [20.51.0.0/16]", "", StringComparison.Ordinal);
        return StackText.Replace(text, "    zones: 3\n", $"    zones: 3\n    access: endpoints\n    {lines}\n");
    }

    private static string Region(string cloud) =>
        cloud switch
        {
            "azure" => "westeurope",
            "gcp" => "europe-west1",
            _ => "eu-west-1",
        };
}
