using System.Collections.Immutable;
using System.Text.Json;
using Infra.Components.Tests.Testing;
using Infra.Core.Spec;

namespace Infra.Components.Tests.Aws;

public class ProjectNetworkTests
{
    private const string Endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

    [Fact]
    public async Task Network_EverySubnet_GivesNoPublicAddresses()
    {
        var run = await StackRun.OfAsync();

        var subnets = run.OfType("aws:ec2/subnet:Subnet").ToArray();
        Assert.Equal(6, subnets.Length);
        Assert.All(subnets, subnet => Assert.Equal(false, subnet["mapPublicIpOnLaunch"]));
    }

    [Fact]
    public async Task Network_DefaultSecurityGroup_IsEmptied()
    {
        var run = await StackRun.OfAsync();

        var group = Assert.Single(run.OfType("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"));
        Assert.False(group.Inputs.ContainsKey("ingress"));
        Assert.False(group.Inputs.ContainsKey("egress"));
        Assert.Equal("acme-id", group["vpcId"]);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("c")]
    public async Task Network_EachZone_LeavesThroughItsOwnKeptAddress(string zone)
    {
        var run = await StackRun.OfAsync();

        var nat = run.One("aws:ec2/natGateway:NatGateway", $"acme-nat-{zone}");
        Assert.Equal($"acme-public-{zone}-id", nat["subnetId"]);
        Assert.Equal($"acme-nat-{zone}-allocation", nat["allocationId"]);
        Assert.Equal($"acme-nat-{zone}-id", run.One("aws:ec2/route:Route", $"acme-workload-{zone}-default")["natGatewayId"]);
        Assert.Equal(
            $"acme-workload-{zone}-id",
            run.One("aws:ec2/routeTableAssociation:RouteTableAssociation", $"acme-workload-{zone}")["routeTableId"]
        );
    }

    [Fact]
    public async Task Network_WorkloadSubnets_HaveNoRouteToTheInternetGateway()
    {
        var run = await StackRun.OfAsync();

        var direct = run.OfType("aws:ec2/route:Route").Where(route => route.Inputs.ContainsKey("gatewayId"));
        Assert.Equal("acme-public-default", Assert.Single(direct).Name);
        Assert.All(
            run.OfType("aws:ec2/routeTableAssociation:RouteTableAssociation")
                .Where(found => Equals(found["routeTableId"], "acme-public-id")),
            found => Assert.StartsWith("acme-public-", found.Name, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Network_Provider_TakesRegionFromTheStackFile()
    {
        var run = await StackRun.OfAsync();

        Assert.Equal("eu-west-1", run.One("pulumi:providers:aws", "aws")["region"]);
    }

    [Fact]
    public async Task Network_ObjectStorage_IsReachedFromEveryWorkloadSubnetAndNoOther()
    {
        var run = await StackRun.OfAsync();

        var endpoint = Assert.Single(run.OfType(Endpoint));
        Assert.Equal("acme-s3", endpoint.Name);
        Assert.Equal("Gateway", endpoint["vpcEndpointType"]);
        Assert.Equal("com.amazonaws.eu-west-1.s3", endpoint["serviceName"]);
        Assert.Equal(
            ["acme-workload-a-id", "acme-workload-b-id", "acme-workload-c-id"],
            ((ImmutableArray<object>)endpoint["routeTableIds"]!).Cast<string>().Order(StringComparer.Ordinal)
        );
        Assert.Null(endpoint["policy"]);
        Assert.DoesNotContain(run.Mocks.Calls, call => call.Token == "aws:index/getCallerIdentity:getCallerIdentity");
    }

    [Fact]
    public async Task Network_EnhancedCompliance_HasNoWayOutButItsOwnBuckets()
    {
        var run = await StackRun.OfAsync(change: plan => plan with { Spec = plan.Spec with { Deployment = DeploymentModel.Ece } });

        Assert.Empty(run.OfType("aws:ec2/internetGateway:InternetGateway"));
        Assert.Empty(run.OfType("aws:ec2/natGateway:NatGateway"));
        Assert.Empty(run.OfType("aws:ec2/route:Route"));
        Assert.Empty(await OutputValue.OfAsync(run.Stack.NatAddresses));
        var endpoint = Assert.Single(run.OfType(Endpoint));
        Assert.Equal(3, ((ImmutableArray<object>)endpoint["routeTableIds"]!).Length);
        using var policy = JsonDocument.Parse((string)endpoint["policy"]!);
        var statement = Assert.Single(policy.RootElement.GetProperty("Statement").EnumerateArray());
        var same = statement.GetProperty("Condition").GetProperty("StringEquals");
        Assert.Equal(CloudMocks.Account, same.GetProperty("aws:ResourceAccount").GetString());
        Assert.Equal("eu-west-1", same.GetProperty("aws:RequestedRegion").GetString());

        // Nodes wait for the only route out.
        Assert.Contains("acme-s3", run.One("aws:ec2/instance:Instance", "orders-db-1").DependsOn);
    }
}
