using Infra.Components.Tests.Testing;
using Infra.Core.Spec;

namespace Infra.Components.Tests.Azure;

public class ProjectNetworkTests
{
    private const string Example = "azure-private";
    private const string Subnet = "azure:network/subnet:Subnet";
    private const string Nat = "azure:network/natGateway:NatGateway";
    private const string Prefix = "azure:network/publicIpPrefix:PublicIpPrefix";

    [Fact]
    public async Task Network_Virtual_HasTheProjectsNetworkAndOneSubnetAZone()
    {
        var run = await StackRun.OfExampleAsync(Example);

        Assert.Equal(["10.42.0.0/20"], Assert.Single(run.OfType("azure:network/virtualNetwork:VirtualNetwork")).Texts("addressSpaces"));
        Assert.Equal(
            ["10.42.0.0/23", "10.42.2.0/23", "10.42.4.0/23"],
            run.OfType(Subnet).SelectMany(subnet => subnet.Texts("addressPrefixes"))
        );
    }

    [Fact]
    public async Task Network_Subnets_LendNobodyAnAddressAndAreGuarded()
    {
        var run = await StackRun.OfExampleAsync(Example);

        Assert.All(run.OfType(Subnet), subnet => Assert.Equal(false, subnet["defaultOutboundAccessEnabled"]));
        var guarded = run.OfType("azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation").ToList();
        Assert.Equal(run.OfType(Subnet).Select(subnet => $"{subnet.Name}-id"), guarded.Select(one => one["subnetId"]));
        Assert.All(guarded, one => Assert.Equal("nsg-subnets-acme-id", one["networkSecurityGroupId"]));
    }

    [Theory]
    [InlineData("a", "1")]
    [InlineData("b", "2")]
    [InlineData("c", "3")]
    public async Task Network_EachZone_LeavesThroughItsOwnKeptAddresses(string zone, string name)
    {
        var run = await StackRun.OfExampleAsync(Example);

        var (prefix, nat) = (run.One(Prefix, $"acme-nat-{zone}"), run.One(Nat, $"acme-nat-{zone}"));
        Assert.Equal((31.0, "Standard", "IPv4"), (prefix["prefixLength"], prefix["sku"], prefix["ipVersion"]));
        Assert.Equal([name], prefix.Texts("zones"));
        Assert.Equal([name], nat.Texts("zones"));
        // Separate: the gateway can be replaced without the addresses.
        var address = run.One("azure:network/natGatewayPublicIpPrefixAssociation:NatGatewayPublicIpPrefixAssociation", $"acme-nat-{zone}");
        Assert.Equal(($"acme-nat-{zone}-id", $"acme-nat-{zone}-id"), (address["natGatewayId"], address["publicIpPrefixId"]));
        var used = run.One("azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation", $"acme-nat-{zone}");
        Assert.Equal(($"acme-workload-{zone}-id", $"acme-nat-{zone}-id"), (used["subnetId"], used["natGatewayId"]));
    }

    [Fact]
    public async Task Network_EnhancedCompliance_HasNoWayOut()
    {
        var run = await StackRun.OfExampleAsync(Example, change: plan =>
            plan with
            {
                Spec = plan.Spec with { Deployment = DeploymentModel.Ece },
            }
        );

        Assert.Equal(3, run.OfType(Subnet).Count());
        Assert.DoesNotContain(run.Resources.Values, resource =>
            resource.Type.Contains("nat", StringComparison.OrdinalIgnoreCase)
            && resource.Type.Contains("gateway", StringComparison.OrdinalIgnoreCase)
        );
        Assert.DoesNotContain(run.Resources.Values, resource => resource.Type.Contains("publicIp", StringComparison.Ordinal));
        Assert.Empty(await OutputValue.OfAsync(run.Stack.NatAddresses));
    }
}
