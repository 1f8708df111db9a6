using System.Collections.Immutable;
using Infra.Components.Tests.Testing;
using Infra.Core.Spec;

namespace Infra.Components.Tests.Gcp;

public class ProjectNetworkTests
{
    private const string Example = "gcp-private";

    [Fact]
    public async Task Network_Custom_HasNoRoutesAndSubnetworksOfItsOwn()
    {
        var run = await StackRun.OfExampleAsync(Example);

        var network = Assert.Single(run.OfType("gcp:compute/network:Network"));
        Assert.Equal(false, network["autoCreateSubnetworks"]);
        Assert.Equal(true, network["deleteDefaultRoutesOnCreate"]);
        Assert.Equal(1460.0, network["mtu"]);
        Assert.Equal(6, run.OfType("gcp:compute/subnetwork:Subnetwork").Count());
        Assert.All(run.OfType("gcp:compute/subnetwork:Subnetwork"), subnet => Assert.Equal("europe-west1", subnet["region"]));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("c")]
    public async Task Network_EachZone_LeavesThroughItsOwnKeptAddress(string zone)
    {
        var run = await StackRun.OfExampleAsync(Example);

        var nat = run.One("gcp:compute/routerNat:RouterNat", $"acme-nat-{zone}");
        Assert.Equal("MANUAL_ONLY", nat["natIpAllocateOption"]);
        Assert.Equal([CloudMocks.LinkOf($"acme-nat-{zone}")], ((ImmutableArray<object>)nat["natIps"]!).Cast<string>());
        Assert.Equal("LIST_OF_SUBNETWORKS", nat["sourceSubnetworkIpRangesToNat"]);
        var subnet = (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)nat["subnetworks"]!);
        Assert.Equal(CloudMocks.LinkOf($"acme-workload-{zone}"), subnet["name"]);
    }

    [Fact]
    public async Task Network_Standard_HasOneWayOut()
    {
        var run = await StackRun.OfExampleAsync(Example);

        Assert.Equal("0.0.0.0/0", Assert.Single(run.OfType("gcp:compute/route:Route"))["destRange"]);
    }

    [Fact]
    public async Task Network_EnhancedCompliance_HasNone()
    {
        var run = await StackRun.OfExampleAsync(Example, change: plan =>
            plan with
            {
                Spec = plan.Spec with { Deployment = DeploymentModel.Ece },
            }
        );

        Assert.Empty(run.OfType("gcp:compute/route:Route"));
        Assert.Empty(run.OfType("gcp:compute/router:Router"));
        Assert.Empty(run.OfType("gcp:compute/routerNat:RouterNat"));
        Assert.Empty(run.OfType("gcp:compute/address:Address"));
    }

    [Fact]
    public async Task Network_Provider_TakesRegionAndLabelsFromTheStackFile()
    {
        var run = await StackRun.OfExampleAsync(Example);

        var provider = run.One("pulumi:providers:gcp", "gcp");
        Assert.Equal("europe-west1", provider["region"]);
        Assert.Contains("\"deployment\": \"standard\"", $"{provider["defaultLabels"]}", StringComparison.Ordinal);
    }
}
