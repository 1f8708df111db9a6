using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Policy;

public sealed class PolicyCompilerTests
{
    [Fact]
    public void Policy_OfThreeNodes_IsAsExpected() =>
        Assert.Equal(
            [
                "orders-db/agent/platform Tcp 30287 from platform [198.51.100.0/28]",
                "orders-db/pg/clients Tcp 12800 from clients [10.7.0.0/16]",
                "orders-db/pgbouncer/clients Tcp 12801 from clients [10.7.0.0/16]",
                "orders-db/prometheus/clients Tcp 12802 from clients [10.7.0.0/16]",
                "orders-db/replication/mesh Tcp 12800 from mesh peers",
                "orders-db/ssh/management Tcp 22 from management [198.51.100.0/28]",
                "orders-db/wireguard/peers Udp 4501 from peers",
            ],
            Lines(StackText.Good)
        );

    [Fact]
    public void Policy_OfASingleNode_HasNoPeers() =>
        Assert.DoesNotContain(Lines(StackText.With("nodes: 3", "nodes: 1")), line => line.Contains("peers", StringComparison.Ordinal));

    [Theory]
    [InlineData("allowedSources: []")]
    [InlineData("# none")]
    public void Policy_WithoutSources_LetsNobodyIn(string line) =>
        Assert.DoesNotContain(Lines(StackText.With("allowedSources: [10.7.0.0/16]", line)), flow =>
            flow.Contains("clients", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("allowedSources: []")]
    [InlineData("publicAccess: false\n            allowedSources: []")]
    public void Component_WithNoSourceLeft_LetsNobodyIn(string access)
    {
        var lines = Lines(StackText.With("volumes:", $"components:\n          prometheus:\n            {access}\n        volumes:"))
            .ToList();

        Assert.DoesNotContain(lines, line => line.StartsWith("orders-db/prometheus", StringComparison.Ordinal));
        Assert.Contains("orders-db/pg/clients Tcp 12800 from clients [10.7.0.0/16]", lines);
    }

    [Theory]
    [InlineData("allowedSources: [10.9.0.0/16]", "clients [10.9.0.0/16]")]
    [InlineData("allowedSources: [0.0.0.0/0]", "internet [0.0.0.0/0]")]
    [InlineData("allowedSources: [0.0.0.0/1, 128.0.0.0/1]", "internet [0.0.0.0/0]")]
    [InlineData("allowedSources: [0.0.0.0/1, 128.0.0.0/2, 192.0.0.0/3]", "internet [0.0.0.0/1 128.0.0.0/2 192.0.0.0/3]")]
    [InlineData("allowedSources: [0.0.0.0/1, 128.0.0.0/2]", "part of the internet [0.0.0.0/1 128.0.0.0/2]")]
    [InlineData("allowedSources: [2.0.0.0/8, 4.0.0.0/8]", "part of the internet [2.0.0.0/8 4.0.0.0/8]")]
    [InlineData("allowedSources: [2.0.0.0/8]", "clients [2.0.0.0/8]")]
    [InlineData("publicAccess: true", "clients [10.7.0.0/16 203.0.113.0/24]")]
    [InlineData("publicAccess: false", "clients [10.7.0.0/16]")]
    public void Component_WithItsOwnAccess_HasThatInsteadOfTheServices(string access, string expected)
    {
        var lines = Lines(
            StackText.Replace(
                StackText.With("volumes:", $"components: {{ prometheus: {{ {access} }} }}\n        volumes:"),
                "[10.7.0.0/16]",
                "[10.7.0.0/16, 203.0.113.0/24]"
            )
        );

        Assert.Contains($"orders-db/prometheus/clients Tcp 12802 from {expected}", lines);
        Assert.Contains("orders-db/pg/clients Tcp 12800 from clients [10.7.0.0/16 203.0.113.0/24]", lines);
    }

    [Fact]
    public void Component_PublicAccessOffWithinEveryone_LetsPrivateNetworksIn() =>
        Assert.Contains(
            "orders-db/pg/clients Tcp 12800 from clients [10.0.0.0/8 100.64.0.0/10 172.16.0.0/12 192.168.0.0/16]",
            Lines(
                StackText.Replace(
                    StackText.With("volumes:", "components: { pg: { publicAccess: false } }\n        volumes:"),
                    "[10.7.0.0/16]",
                    "[0.0.0.0/0]"
                )
            )
        );

    [Fact]
    public void Egress_OfANode_IsThePlatformAndTheInternet() =>
        Assert.Equal(
            [
                "orders-db/long-names/platform Tcp 53 to platform [10.77.0.2/32 169.254.169.253/32]",
                "orders-db/metadata/platform Tcp 80 to platform [169.254.169.254/32]",
                "orders-db/names/platform Udp 53 to platform [10.77.0.2/32 169.254.169.253/32]",
                $"orders-db/open/internet   to internet [{string.Join(' ', InternetSpace.V4)}]",
                "orders-db/time/platform Udp 123 to platform [169.254.169.123/32]",
            ],
            Egress(OnAws)
        );

    [Theory]
    [InlineData("{}")]
    [InlineData(
        "{ mirror: { to: [10.9.0.0/16, 203.0.113.7/32, 10.8.0.0/16], ports: [443, 80, 9092-9094, 443] } }",
        "orders-db/mirror/destination Tcp 80,443,9092,9093,9094 to destination [10.8.0.0/15 203.0.113.7/32]"
    )]
    [InlineData(
        "{ syslog: { to: [10.9.0.1/32], protocol: udp, ports: [514] }, web: { to: [10.9.0.2/32], ports: [443] } }",
        "orders-db/syslog/destination Udp 514 to destination [10.9.0.1/32]",
        "orders-db/web/destination Tcp 443 to destination [10.9.0.2/32]"
    )]
    public void Egress_Explicit_IsThePlatformAndThese(string egress, params string[] expected) =>
        Assert.Equal(
            expected,
            Egress(StackText.Replace(OnAws, "    services:", $"    egress: {egress}\n    services:"))
                .Where(flow => !flow.Contains("/platform ", StringComparison.Ordinal))
        );

    [Fact]
    public void Egress_InternetByItsName_IsAllThatOpenReachesOnThesePorts()
    {
        var flow = StackText
            .Plan(StackText.With("    services:", "    egress: { web: { to: [internet], ports: [443] } }\n    services:"))
            .Policy.Egress.Single(flow => flow.Key == "orders-db/web/destination");

        Assert.Equal((FlowZones.Internet, (IpProtocol?)IpProtocol.Tcp), (flow.Purpose.Zone, flow.Protocol));
        Assert.Equal(InternetSpace.Of(hasIpv6: true).AsEnumerable(), flow.Cidrs);
    }

    [Fact]
    public void Egress_EveryService_HasTheSame()
    {
        var flows = StackText
            .Plan(
                StackText.With(
                    "      orders-db:\n",
                    "      cache: { type: valkey, plan: startup-4, volumes: { data: 1 } }\n      orders-db:\n"
                )
            )
            .Policy.Egress;

        Assert.Equal(
            flows
                .Where(flow => flow.Service == "orders-db")
                .Select(flow => flow.Key.Replace("orders-db", "cache", StringComparison.Ordinal)),
            flows.Where(flow => flow.Service == "cache").Select(flow => flow.Key)
        );
    }

    [Fact]
    public void Policy_SourcesInAnyOrderAndTwice_AreTheSame() =>
        Assert.Equal(
            Lines(StackText.With("[10.7.0.0/16]", "[10.7.0.0/16, 10.9.0.0/16, 10.8.0.0/16]")),
            Lines(StackText.With("[10.7.0.0/16]", "[10.8.0.0/15, 10.7.3.0/24, 10.7.0.0/16, 10.9.0.0/16, 10.7.0.0/16]"))
        );

    private static string OnAws => StackText.On("aws", "eu-west-1");

    private static IEnumerable<string> Egress(string text) =>
        StackText
            .Plan(text)
            .Policy.Egress.Select(flow =>
                $"{flow.Key} {flow.Protocol} {Numbers(flow.Ports)} to {flow.Purpose.Zone} [{string.Join(' ', flow.Cidrs)}]"
            );

    private static IEnumerable<string> Lines(string text) =>
        StackText.Plan(text).Policy.Flows.Select(flow => $"{flow.Key} {flow.Protocol} {Numbers(flow.Ports)} from {Source(flow.Purpose)}");

    private static string Numbers(Ports ports) => ports is Ports.Listed listed ? string.Join(',', listed.Numbers) : "";

    private static string Source(FlowPurpose purpose) =>
        purpose switch
        {
            FlowPurpose.FromOutside from => $"{from.Zone} [{string.Join(' ', from.Sources.Select(cidr => cidr.ToString()))}]",
            FlowPurpose.Tunnel => "peers",
            _ => "mesh peers",
        };
}
