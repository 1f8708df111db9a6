using FsCheck.Xunit;
using Infra.Core.Addressing;

namespace Infra.Core.Tests.Addressing;

public sealed class CidrTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0", "10.255.255.255")]
    [InlineData("0.0.0.0/0", "0.0.0.0", "255.255.255.255")]
    [InlineData("10.0.0.1/32", "10.0.0.1", "10.0.0.1")]
    [InlineData("2001:db8::/64", "2001:db8::", "2001:db8::ffff:ffff:ffff:ffff")]
    [InlineData("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void TryParse_Network_HasFirstAndLast(string text, string first, string last)
    {
        Assert.True(Cidr.TryParse(text, out var cidr));
        Assert.Equal((text, first, last), (cidr.Value.ToString(), cidr.Value.First.ToString(), cidr.Value.Last.ToString()));
    }

    [Theory]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/08")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("::/129")]
    [InlineData("/8")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(Cidr.TryParse(text, out _));

    [Fact]
    public void Constructor_HostBitsSet_Throws() => Assert.Throws<ArgumentException>(() => new Cidr(IpAddr.Parse("10.0.0.1"), 24));

    [Fact]
    public void Subnet_ByIndex_CutsTheNetwork()
    {
        var network = Cidr.Parse("10.42.0.0/20");
        Assert.Equal("10.42.15.0/24", network.Subnet(24, 15).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Subnet(24, 16));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Subnet(19, 0));
    }

    [Property]
    public void Overlaps_Always_IsSymmetricAndMeansACommonAddress(uint one, byte oneLength, uint other, byte otherLength)
    {
        var left = Cidr.Containing(new IpAddr(IpFamily.V4, one), oneLength % 33);
        var right = Cidr.Containing(new IpAddr(IpFamily.V4, other), otherLength % 33);

        Assert.Equal(left.Overlaps(right), right.Overlaps(left));
        Assert.Equal(left.First <= right.Last && right.First <= left.Last, left.Overlaps(right));
    }
}
