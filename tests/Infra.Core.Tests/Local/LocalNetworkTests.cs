using Infra.Core.Addressing;
using Infra.Core.Clouds.Local;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Local;

public class LocalNetworkTests
{
    [Fact]
    public void Of_SameNames_IsTheSame()
    {
        var (one, two) = (LocalNetwork.Of(SmallProject.Plan(), "local"), LocalNetwork.Of(SmallProject.Plan(), "local"));

        Assert.Equal((one.Id, one.LinkHost), (two.Id, two.LinkHost));
    }

    [Fact]
    public void Of_AnotherStack_SharesNothingOnTheMachine()
    {
        var (one, two) = (LocalNetwork.Of(SmallProject.Plan(), "local"), LocalNetwork.Of(SmallProject.Plan(), "local-two"));

        Assert.NotEqual(one.Id, two.Id);
        Assert.NotEqual(Cidr.Containing(one.LinkHost, 30), Cidr.Containing(two.LinkHost, 30));
    }

    [Fact]
    public void Of_Link_IsTwoHostsOfOneLinkNetwork()
    {
        var lab = LocalNetwork.Of(SmallProject.Plan(), "local");
        var link = Cidr.Containing(lab.LinkHost, 30);

        Assert.True(Cidr.Parse("100.64.0.0/10").Contains(link));
        Assert.Equal((link.First.Add(1), link.First.Add(2)), (lab.LinkHost, lab.LinkManagement));
    }

    [Theory]
    [InlineData("10.7.0.0/16", "10.7.0.1")]
    [InlineData("10.7.0.9/32", "10.7.0.9")]
    [InlineData("10.7.0.8/31", "10.7.0.8")]
    [InlineData("2001:db8:7::/48", "2001:db8:7::1")]
    [InlineData("0.0.0.0/0", "192.0.2.10")]
    [InlineData("::/0", "2001:db8:fffe::10")]
    [InlineData("203.0.113.8/29", "203.0.113.9")]
    // Like management's own network, whose first host is taken.
    [InlineData("198.51.100.0/28", "198.51.100.2")]
    // Around the nodes' public addresses, which are used for nothing else.
    [InlineData("198.18.0.0/15", "198.18.0.1")]
    public void Of_AllowedSource_HasOneStandIn(string source, string expected) =>
        Assert.Equal(expected, string.Join(' ', LocalNetwork.Of(SmallProject.Plan(sources: [source]), "local").Clients));

    [Theory]
    [InlineData("10.42.1.0/24")]
    [InlineData("198.19.0.0/16")]
    [InlineData("198.19.0.1/32")]
    public void Of_SourceOfTheNodesOwnAddresses_HasNone(string source) =>
        Assert.Empty(LocalNetwork.Of(SmallProject.Plan(sources: [source]), "local").Clients);

    [Fact]
    public void PublicAddressFor_Nodes_IsWhatThePlanGivesThem() =>
        Assert.Equal(
            [LocalNetwork.PublicAddress(1), LocalNetwork.PublicAddress(2), LocalNetwork.PublicAddress(3)],
            SmallProject.Plan().Topology.Nodes.Select(LocalNetwork.PublicAddressFor)
        );

    [Theory]
    [InlineData("203.0.113.10", true)]
    [InlineData("198.51.100.1", true)]
    [InlineData("10.7.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("2001:db8:7::1", false)]
    public void ReachesPublicAddresses_Source_OnTheInternetAlone(string source, bool reaches) =>
        Assert.Equal(reaches, LocalNetwork.ReachesPublicAddresses(IpAddr.Parse(source)));

    [Fact]
    public void Of_ManagementWithAPublicAddressOfNodes_IsPassedOver()
    {
        var plan = SmallProject.Plan();
        var both = plan with { Spec = plan.Spec with { ManagementSources = [Cidr.Parse("198.19.0.0/24"), Cidr.Parse("203.0.113.0/28")] } };

        Assert.Equal("203.0.113.1", string.Join(' ', LocalNetwork.Of(both, "local").Management));
    }

    [Theory]
    [InlineData("2001:db8:1::/64")]
    [InlineData("198.19.0.0/24")]
    public void Of_ManagementWithoutIpv4_IsRefused(string only)
    {
        var plan = SmallProject.Plan();
        var refused = plan with { Spec = plan.Spec with { ManagementSources = [Cidr.Parse(only)] } };

        Assert.Contains(
            "managementSources",
            Assert.Throws<InvalidOperationException>(() => LocalNetwork.Of(refused, "local")).Message,
            StringComparison.Ordinal
        );
    }
}
