using System.Collections.Immutable;
using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Aws;

public class ExistingVpcTests
{
    private const string Network = """
            network:
              id: vpc-0aaaaaaaaaaaaaaaa
              subnets:
                eu-west-1a: { id: subnet-0aaaaaaaaaaaaaaa1, cidr: 10.42.16.0/24 }
                eu-west-1b: { id: subnet-0aaaaaaaaaaaaaaa2, cidr: 10.42.17.0/24 }
                eu-west-1c: { id: subnet-0aaaaaaaaaaaaaaa3, cidr: 10.42.18.0/25 }

        """;

    private static readonly ImmutableDictionary<string, ImmutableDictionary<string, object>> AsWritten = ImmutableDictionary<
        string,
        ImmutableDictionary<string, object>
    >
        .Empty.Add("vpc-0aaaaaaaaaaaaaaaa", Vpc("10.42.0.0/16"))
        .Add("subnet-0aaaaaaaaaaaaaaa1", Subnet("10.42.16.0/24", "eu-west-1a"))
        .Add("subnet-0aaaaaaaaaaaaaaa2", Subnet("10.42.17.0/24", "eu-west-1b"))
        .Add("subnet-0aaaaaaaaaaaaaaa3", Subnet("10.42.18.0/25", "eu-west-1c"));

    [Fact]
    public async Task ExistingVpc_AllResources_AreAsCommitted()
    {
        var run = await OfAsync(AsWritten);

        // Without what is the same in a network of its own and in the example's golden: rules, and what runs on nodes.
        string[] elsewhere = ["command:", "aws:vpc/"];
        var same = run
            .Resources.Where(resource => elsewhere.Any(type => resource.Key.StartsWith(type, StringComparison.Ordinal)))
            .Select(resource => resource.Key);
        var cloud = run with { Resources = run.Resources.RemoveRange(same) };
        Golden.Check(ResourceListing.Write(cloud), "aws-existing/resources.golden");
    }

    [Fact]
    public async Task ExistingVpc_NothingOfIt_IsMadeOrChanged()
    {
        var run = await OfAsync(AsWritten);

        string[] theirs =
        [
            "vpc:",
            "subnet:",
            "internetGateway:",
            "natGateway:",
            "eip:",
            "route:",
            "routeTable:",
            "routeTableAssociation:",
            "vpcEndpoint:",
            "networkAcl",
            "defaultSecurityGroup:",
            "vpcPeering",
            "flowLog:",
        ];
        Assert.DoesNotContain(run.Resources.Keys, key => theirs.Any(type => key.StartsWith($"aws:ec2/{type}", StringComparison.Ordinal)));
        Assert.Contains((await StackRun.OfAsync()).Resources.Keys, key =>
            theirs.Any(type => key.StartsWith($"aws:ec2/{type}", StringComparison.Ordinal))
        );
        Assert.Equal("vpc-0aaaaaaaaaaaaaaaa", run.One("aws:ec2/securityGroup:SecurityGroup", "orders-db")["vpcId"]);
        Assert.Equal(
            [
                ("subnet-0aaaaaaaaaaaaaaa1", "10.42.16.4"),
                ("subnet-0aaaaaaaaaaaaaaa2", "10.42.17.4"),
                ("subnet-0aaaaaaaaaaaaaaa3", "10.42.18.4"),
            ],
            run.OfType("aws:ec2/instance:Instance").Select(instance => ((string)instance["subnetId"]!, (string)instance["privateIp"]!))
        );
        Assert.Empty(await OutputValue.OfAsync(run.Stack.NatAddresses));
    }

    [Fact]
    public async Task ExistingVpc_FlowLogs_AreOfTheProjectsSubnets()
    {
        var run = await OfAsync(AsWritten, "    flowLogs: {}\n");

        var logs = run.OfType("aws:ec2/flowLog:FlowLog").ToArray();
        Assert.Equal(
            ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2", "subnet-0aaaaaaaaaaaaaaa3"],
            logs.Select(log => (string)log["subnetId"]!)
        );
        Assert.All(logs, log => Assert.Null(log["vpcId"]));
    }

    [Fact]
    public async Task ExistingVpc_NotAsWritten_EverythingStopsAndEveryDifferenceIsNamed()
    {
        var other = AsWritten
            .SetItem("vpc-0aaaaaaaaaaaaaaaa", Vpc("10.40.0.0/14", resolves: false))
            .SetItem("subnet-0aaaaaaaaaaaaaaa1", Subnet("10.42.16.0/25", "eu-west-1a"))
            .SetItem("subnet-0aaaaaaaaaaaaaaa2", Subnet("10.42.17.0/24", "eu-west-1c"))
            .SetItem("subnet-0aaaaaaaaaaaaaaa3", Subnet("10.42.18.0/25", "eu-west-1c").SetItem("vpcId", "vpc-0bbbbbbbbbbbbbbbb"));
        var mocks = new CloudMocks { Existing = other };

        var error = await Assert.ThrowsAsync<RunException>(() => OfAsync(other, mocks: mocks));

        Assert.Contains(
            "vpc-0aaaaaaaaaaaaaaaa: its CIDR is 10.40.0.0/14; the stack file has 10.42.0.0/16.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("the cloud's resolver, which nodes need, is disabled", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "subnet-0aaaaaaaaaaaaaaa1: its CIDR is 10.42.16.0/25; the stack file has 10.42.16.0/24.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "subnet-0aaaaaaaaaaaaaaa2: its zone is eu-west-1c; the stack file has eu-west-1b.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("subnet-0aaaaaaaaaaaaaaa3: its network is vpc-0bbbbbbbbbbbbbbbb", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Inputs.Keys, made => made.Type is "aws:ec2/instance:Instance" or "aws:ec2/securityGroup:SecurityGroup");
    }

    [Theory]
    [InlineData("", "AmazonProvidedDNS")]
    [InlineData("", "10.42.0.2")]
    [InlineData("", "169.254.169.253", "AmazonProvidedDNS")]
    // The internet is open to nodes, and so are public resolvers.
    [InlineData("", "9.9.9.9")]
    [InlineData("its name server 10.7.0.53 cannot be reached by the nodes", "10.7.0.53")]
    [InlineData("its name server 10.42.1.53 cannot be reached by the nodes", "AmazonProvidedDNS", "10.42.1.53")]
    [InlineData("its DHCP options have no name server")]
    public async Task ExistingVpc_NameServers_AreThoseThatTheNodesFilterLetsOut(string says, params string[] servers)
    {
        var existing = AsWritten
            .SetItem("vpc-0aaaaaaaaaaaaaaaa", Vpc("10.42.0.0/16").Add("dhcpOptionsId", "dopt-0aaaaaaaaaaaaaaaa"))
            .SetItem("dopt-0aaaaaaaaaaaaaaaa", CloudMocks.Found(("domainNameServers", servers.Cast<object>().ToImmutableArray())));

        if (says.Length == 0)
        {
            Assert.NotEmpty((await OfAsync(existing)).Resources);
            return;
        }

        var error = await Assert.ThrowsAsync<RunException>(() => OfAsync(existing));
        Assert.Contains($"vpc-0aaaaaaaaaaaaaaaa: {says}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExistingVpc_WithoutDhcpOptions_HasNoNameServer()
    {
        var existing = AsWritten.SetItem("vpc-0aaaaaaaaaaaaaaaa", Vpc("10.42.0.0/16").Add("dhcpOptionsId", "default"));

        var error = await Assert.ThrowsAsync<RunException>(() => OfAsync(existing));

        Assert.Contains("its DHCP options have no name server", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExistingVpc_Protected_HoldsWhatIsOurs()
    {
        var run = await OfAsync(AsWritten, "    terminationProtection: true\n");

        var held = Assert.Single(run.Resources.Values, resource => resource.Options.Protect == true);
        Assert.Equal("aws:ec2/securityGroup:SecurityGroup orders-db", held.Key);
    }

    private static Task<StackRun> OfAsync(
        ImmutableDictionary<string, ImmutableDictionary<string, object>> existing,
        string more = "",
        CloudMocks? mocks = null
    ) =>
        StackRun.OfAsync(
            StackRun
                .ExampleStack.Replace("10.42.0.0/20", "10.42.0.0/16", StringComparison.Ordinal)
                .Replace("    zones: 3\n", $"    zones: 3\n{Network}{more}", StringComparison.Ordinal),
            lockText: "",
            mocks: mocks ?? new CloudMocks { Existing = existing }
        );

    private static ImmutableDictionary<string, object> Vpc(string cidr, bool resolves = true) =>
        CloudMocks.Found(("cidrBlock", cidr), ("enableDnsSupport", resolves));

    private static ImmutableDictionary<string, object> Subnet(string cidr, string zone) =>
        CloudMocks.Found(("vpcId", "vpc-0aaaaaaaaaaaaaaaa"), ("cidrBlock", cidr), ("availabilityZone", zone));
}
