using System.Collections.Immutable;
using Infra.Components.Tests.Testing;
using Infra.Core.Spec;

namespace Infra.Components.Tests.Aws;

/// <summary>A private service next to one whose nodes have public addresses: what each has that the other must not have.</summary>
public sealed class PublicAddressTests
{
    private const string Instance = "aws:ec2/instance:Instance";
    private const string Subnet = "aws:ec2/subnet:Subnet";
    private const string Route = "aws:ec2/route:Route";
    private const string Association = "aws:ec2/routeTableAssociation:RouteTableAssociation";

    private static readonly Variant Public = Variant.Public["aws"];

    [Theory]
    [InlineData("orders-db-1", "acme-workload-a", "acme-workload-a", "nat acme-nat-a-id", false)]
    [InlineData("orders-db-2", "acme-workload-b", "acme-workload-b", "nat acme-nat-b-id", false)]
    [InlineData("orders-db-3", "acme-workload-c", "acme-workload-c", "nat acme-nat-c-id", false)]
    [InlineData("shop-db-1", "acme-exposed-a", "acme-exposed", "internet acme-id", true)]
    [InlineData("shop-db-2", "acme-exposed-b", "acme-exposed", "internet acme-id", true)]
    public async Task Node_OfEitherService_StandsWhereItsAddressWorks(string node, string subnet, string table, string way, bool isPublic)
    {
        var run = await Public.RunAsync();

        var instance = run.One(Instance, node);
        Assert.Equal($"{subnet}-id", instance["subnetId"]);
        Assert.Equal(isPublic, run.One(Subnet, subnet)["mapPublicIpOnLaunch"]);
        // If set, it would be compared with what a stopped VM has.
        Assert.Equal(isPublic ? null : false, instance["associatePublicIpAddress"]);
        Assert.Equal($"{table}-id", Assert.Single(run.OfType(Association), one => Equals(one["subnetId"], $"{subnet}-id"))["routeTableId"]);
        Assert.Equal(way, Assert.Single(Ways(run, table)));
        Assert.Equal(
            isPublic ? CloudMocks.PublicAddressOf(node) : "",
            (await OutputValue.OfAsync(run.Stack.PublicAddresses)).GetValueOrDefault(node, "")
        );
        Assert.True(instance["sourceDestCheck"] is true);
    }

    [Fact]
    public async Task Network_ExposedSubnets_AreMadeOnlyWhereNodesNeedThem()
    {
        var run = await Public.RunAsync();
        var none = await StackRun.OfAsync();

        Assert.Equal(["acme-exposed-a", "acme-exposed-b"], Named(run, "exposed", Subnet, Association));
        Assert.Equal(["acme-exposed"], Named(run, "exposed", "aws:ec2/routeTable:RouteTable"));
        Assert.DoesNotContain(none.Resources.Keys, key => key.Contains("exposed", StringComparison.Ordinal));
        // Only NAT has addresses that outlive their VM.
        Assert.All(run.OfType("aws:ec2/eip:Eip"), address => Assert.StartsWith("acme-nat-", address.Name, StringComparison.Ordinal));
        Assert.Empty(await OutputValue.OfAsync(none.Stack.PublicAddresses));
    }

    [Fact]
    public async Task Network_ExposedTable_LeadsToPeersAndStorageAsTheOthersDo()
    {
        var run = await Public.RunAsync();
        string[] tables = ["acme-exposed-id", "acme-workload-a-id", "acme-workload-b-id", "acme-workload-c-id"];

        Assert.Equal(
            tables.Select(table => $"{table} acme-partner-id"),
            run.OfType(Route)
                .Where(route => Equals(route["destinationCidrBlock"], "10.7.0.0/16"))
                .Select(route => $"{route["routeTableId"]} {route["vpcPeeringConnectionId"]}")
        );
        Assert.Equal("acme-exposed-id", run.One(Route, "acme-exposed-10.7.0.0_16")["routeTableId"]);
        var endpoint = Assert.Single(run.OfType("aws:ec2/vpcEndpoint:VpcEndpoint"));
        Assert.Equal(tables, ((ImmutableArray<object>)endpoint["routeTableIds"]!).Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task NetworkAcl_IsAroundExposedSubnetsToo()
    {
        var run = await Public.RunAsync();

        var associations = run.OfType("aws:ec2/networkAclAssociation:NetworkAclAssociation").ToArray();
        Assert.Equal(
            ["acme-exposed-a-id", "acme-exposed-b-id", "acme-workload-a-id", "acme-workload-b-id", "acme-workload-c-id"],
            associations.Select(one => one["subnetId"])
        );
        Assert.Equal("acme-workload-id", Assert.Single(associations.Select(one => one["networkAclId"]).Distinct()));
        Assert.All(run.OfType(Instance), node => Assert.Contains(((string)node["subnetId"]!)[..^"-id".Length], node.DependsOn));
    }

    [Fact]
    public async Task Node_Exposed_WaitsForItsOwnSubnetsWayOut()
    {
        var run = await Public.RunAsync(text => text.Replace("networkAcls: true", "networkAcls: false", StringComparison.Ordinal));

        Assert.Equal(
            [
                "acme-exposed-b",
                "acme-exposed-default",
                "acme-s3",
                "shop-db-2-data-g1",
                "shop-db.egress.all.internet",
                "shop-db.peers.udp.4501.out",
            ],
            run.One(Instance, "shop-db-2").DependsOn
        );
        Assert.Equal(
            [
                "acme-s3",
                "acme-workload-b",
                "acme-workload-b-default",
                "orders-db-2-data-g1",
                "orders-db.egress.all.internet",
                "orders-db.peers.udp.4501.out",
            ],
            run.One(Instance, "orders-db-2").DependsOn
        );
    }

    [Fact]
    public async Task PublicSource_WithoutAWrittenWord_GivesNoAddress()
    {
        var run = await Public.RunAsync(text =>
            text.Replace("        publicAccess: true\n", "", StringComparison.Ordinal)
                .Replace("    peerings:", "    # peerings:", StringComparison.Ordinal)
        );

        Assert.Equal(5, run.OfType(Instance).Count());
        Assert.All(run.OfType(Instance), instance => Assert.Equal(false, instance["associatePublicIpAddress"]));
        Assert.All(run.OfType(Subnet), subnet => Assert.Equal(false, subnet["mapPublicIpOnLaunch"]));
    }

    [Fact]
    public async Task EnhancedCompliance_HasNoWayInWhateverThePlanSays()
    {
        var standard = await Public.RunAsync();
        var ece = await Public.RunAsync(change: plan => plan with { Spec = plan.Spec with { Deployment = DeploymentModel.Ece } });

        Assert.Contains(standard.OfType(Route), IsDefault);
        Assert.DoesNotContain(ece.OfType(Route), IsDefault);
        Assert.Empty(ece.OfType("aws:ec2/internetGateway:InternetGateway"));
    }

    [Fact]
    public async Task Node_FoundStopped_IsNamedAndNotReplaced()
    {
        var stopped = new CloudMocks { Stopped = ["shop-db-2"] };

        var error = await Assert.ThrowsAnyAsync<Exception>(() => Public.RunAsync(mocks: stopped));
        Assert.Contains("shop-db-2 has no public address now: its VM is stopped", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("shop-db-1 has no", error.ToString(), StringComparison.Ordinal);
        await StackRun.OfAsync(mocks: new CloudMocks { Stopped = ["orders-db-2"] });
    }

    /// <summary>The targets of a table's default routes.</summary>
    private static IEnumerable<string> Ways(StackRun run, string table) =>
        run.OfType(Route)
            .Where(route => Equals(route["routeTableId"], $"{table}-id") && IsDefault(route))
            .Select(route => route["gatewayId"] is { } gateway ? $"internet {gateway}" : $"nat {route["natGatewayId"]}");

    private static bool IsDefault(Recorded route) => Equals(route["destinationCidrBlock"], "0.0.0.0/0");

    private static IEnumerable<string> Named(StackRun run, string word, params string[] types) =>
        types
            .SelectMany(run.OfType)
            .Select(resource => resource.Name)
            .Where(name => name.Contains(word, StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal);
}
