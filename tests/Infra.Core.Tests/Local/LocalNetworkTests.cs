using Infra.Core.Addressing;
using Infra.Core.Local;
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
    // As management's own network, whose first host is taken.
    [InlineData("198.51.100.0/28", "198.51.100.2")]
    public void Of_AllowedSource_HasOneStandIn(string source, string expected) =>
        Assert.Equal(expected, string.Join(' ', LocalNetwork.Of(SmallProject.Plan(sources: [source]), "local").Clients));

    [Fact]
    public void Of_SourceInsideTheProject_HasNone() =>
        Assert.Empty(LocalNetwork.Of(SmallProject.Plan(sources: ["10.42.1.0/24"]), "local").Clients);

    [Fact]
    public void Of_ManagementWithoutIpv4_IsRefused()
    {
        var plan = SmallProject.Plan();
        var onlyV6 = plan with { Spec = plan.Spec with { ManagementSources = [Cidr.Parse("2001:db8:1::/64")] } };

        Assert.Contains("managementSources", Assert.Throws<InvalidOperationException>(() => LocalNetwork.Of(onlyV6, "local")).Message, StringComparison.Ordinal);
    }
}
