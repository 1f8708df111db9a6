using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Aws;

public class ProjectNetworkTests
{
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
            run.One("aws:ec2/routeTableAssociation:RouteTableAssociation", $"acme-workload-{zone}")["routeTableId"]);
    }

    [Fact]
    public async Task Network_WorkloadSubnets_HaveNoRouteToTheInternetGateway()
    {
        var run = await StackRun.OfAsync();

        var direct = run.OfType("aws:ec2/route:Route").Where(route => route.Inputs.ContainsKey("gatewayId"));
        Assert.Equal("acme-public-default", Assert.Single(direct).Name);
        Assert.All(
            run.OfType("aws:ec2/routeTableAssociation:RouteTableAssociation").Where(found => Equals(found["routeTableId"], "acme-public-id")),
            found => Assert.StartsWith("acme-public-", found.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Network_Provider_TakesRegionFromTheStackFile()
    {
        var run = await StackRun.OfAsync();

        Assert.Equal("eu-west-1", run.One("pulumi:providers:aws", "aws")["region"]);
        Assert.All(
            run.Resources.Values.Where(resource => resource.Type.StartsWith("infra:aws:", StringComparison.Ordinal)),
            resource => Assert.Contains("aws", ((Pulumi.ComponentResourceOptions)resource.Options).Providers.Select(p => p.GetResourceName())));
    }
}
