using System.Text.Json.Nodes;
using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Aws;

public class PeeringTests
{
    private const string Connection = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
    private const string Accepter = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter";
    private const string Routes = "aws:ec2/route:Route";
    internal const string OneSided =
        "partner: { account: \"012345678901\", vpc: vpc-0123456789abcdef0, cidrs: [10.7.0.0/16, 10.9.0.0/24] }";
    internal const string BothSides =
        "warehouse: { account: \"111122223333\", vpc: vpc-01234567, region: us-east-1, mode: both-sides, assumeRole: "
        + "\"arn:aws:iam::111122223333:role/infra\", cidrs: [172.20.0.0/16] }";

    [Fact]
    public async Task Peering_OneSided_AsksAndLeavesTheAnswerToTheOtherSide()
    {
        var run = await RunAsync(OneSided);

        var connection = run.One(Connection, "acme-partner");
        Assert.Equal(
            ("acme-id", "012345678901", "vpc-0123456789abcdef0", "eu-west-1", false),
            (connection["vpcId"], connection["peerOwnerId"], connection["peerVpcId"], connection["peerRegion"], connection["autoAccept"])
        );
        Assert.Equal("partner", connection.Parent);
        Assert.Empty(run.OfType(Accepter));
        Assert.Equal("aws", Assert.Single(run.OfType("pulumi:providers:aws")).Name);
    }

    [Fact]
    public async Task Peering_BothSides_IsAcceptedInTheOtherAccountAndRegion()
    {
        var run = await RunAsync(BothSides);

        var accepter = run.One(Accepter, "acme-warehouse");
        Assert.Equal(("acme-warehouse-id", true), (accepter["vpcPeeringConnectionId"], accepter["autoAccept"]));
        Assert.Equal("aws-acme-warehouse", ((CustomResourceOptions)accepter.Options).Provider?.GetResourceName());

        // Lists and maps in a provider's inputs are JSON.
        var provider = run.One("pulumi:providers:aws", "aws-acme-warehouse");
        Assert.Equal("us-east-1", provider["region"]);
        Assert.Contains("111122223333", provider["allowedAccountIds"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("arn:aws:iam::111122223333:role/infra", provider["assumeRoles"]!.ToString(), StringComparison.Ordinal);
        Assert.All(run.OfType(Routes).Where(IsPeering), route => Assert.Contains("acme-warehouse", route.DependsOn));
    }

    [Fact]
    public async Task Peering_Routes_AreInEachWorkloadTableAndNowhereElse()
    {
        var run = await RunAsync($"{OneSided}\n      {BothSides}");

        Assert.Equal(
            from zone in "abc"
            from network in (string[])["10.7.0.0/16 acme-partner-id", "10.9.0.0/24 acme-partner-id", "172.20.0.0/16 acme-warehouse-id"]
            select $"acme-workload-{zone}-id {network}",
            run.OfType(Routes)
                .Where(IsPeering)
                .Select(route => $"{route["routeTableId"]} {route["destinationCidrBlock"]} {route["vpcPeeringConnectionId"]}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Network_AddedToAPeering_IsARouteMore()
    {
        var old = await RunAsync(OneSided);
        var grown = await RunAsync(OneSided.Replace("10.9.0.0/24", "10.6.0.0/16, 10.9.0.0/24", StringComparison.Ordinal));

        Assert.Equal(
            ["a", "b", "c"],
            grown
                .Resources.Keys.Except(old.Resources.Keys)
                .Select(key =>
                    key.Replace("aws:ec2/route:Route acme-workload-", "", StringComparison.Ordinal)
                        .Replace("-10.6.0.0_16", "", StringComparison.Ordinal)
                )
        );
        Assert.Empty(old.Resources.Keys.Except(grown.Resources.Keys));
    }

    [Theory]
    [InlineData(OneSided, "pending-acceptance", "pending-peer")]
    [InlineData(OneSided, "active", "active")]
    [InlineData(OneSided, "rejected", "rejected")]
    [InlineData(OneSided, "deleted", "deleted-by-peer")]
    [InlineData(BothSides, "pending-acceptance", "active")]
    public async Task Peering_State_IsAnOutput(string peering, string status, string expected)
    {
        var run = await RunAsync(peering, new CloudMocks { PeeringStatus = status });

        var (name, outputs) = Assert.Single(await OutputValue.OfAsync(run.Stack.Peerings));
        Assert.Equal((expected, $"acme-{name}-id"), (outputs["state"], outputs["id"]));
    }

    [Fact]
    public async Task Peering_ThatAwsFindsInvalid_FailsTheRun()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(OneSided, new CloudMocks { PeeringStatus = "failed" }));

        Assert.Contains("The peering 'partner' failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contract_InTheOutputs_HasTheIds()
    {
        var run = await RunAsync(OneSided);

        var values = JsonNode.Parse((await OutputValue.OfAsync(run.Stack.PeeringContracts))["partner"])!["values"]!;
        Assert.Equal("acme-partner-id", (string?)values["PEERING_ID"]!["value"]);
        Assert.Equal("acme-id", (string?)values["OUR_VPC"]!["value"]);
        Assert.Equal(CloudMocks.Account, (string?)values["OUR_ACCOUNT"]!["value"]);
        Assert.Null(values["ROUTE_TABLE_ID"]!["value"]);
    }

    [Fact]
    public async Task Project_WithoutPeerings_HasNone()
    {
        var run = await StackRun.OfAsync();

        Assert.Empty(await OutputValue.OfAsync(run.Stack.Peerings));
        Assert.Empty(run.OfType(Connection));
    }

    [Fact]
    public async Task PeeringExample_OfEachPeering_IsAsCommitted()
    {
        var run = await StackRun.OfAsync(Example("Pulumi.aws-peering-example.yaml"), Example("aws-peering-example.lock.yaml"));
        var others = run
            .Resources.Where(resource => resource.Value.Parent is not ("partner" or "warehouse"))
            .Select(resource => resource.Key);

        Golden.Check(
            ResourceListing.Write(run with { Resources = run.Resources.RemoveRange(others) }),
            "aws-peering-example/peerings.golden"
        );
    }

    private static bool IsPeering(Recorded route) => route.Inputs.ContainsKey("vpcPeeringConnectionId");

    private static string Example(string file) => File.ReadAllText(Path.Combine(StackRun.Repository, "stacks", file));

    private static Task<StackRun> RunAsync(string peerings, CloudMocks? mocks = null) =>
        StackRun.OfAsync(
            StackRun.ExampleStack.Replace("    services:\n", $"    peerings:\n      {peerings}\n    services:\n", StringComparison.Ordinal),
            mocks: mocks
        );
}
