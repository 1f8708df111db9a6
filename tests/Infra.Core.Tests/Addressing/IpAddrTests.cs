using Infra.Core.Addressing;

namespace Infra.Core.Tests.Addressing;

public sealed class IpAddrTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("2001:DB8:0:0:0:0:0:1", "2001:db8::1")]
    [InlineData("::", "::")]
    [InlineData("fe80::1", "fe80::1")]
    public void TryParse_Address_PrintsCanonically(string text, string printed)
    {
        Assert.True(IpAddr.TryParse(text, out var address));
        Assert.Equal(printed, address.Value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.1")]
    [InlineData("10.0.0.01")]
    [InlineData("0x0a000001")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.1 ")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("localhost")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(IpAddr.TryParse(text, out _));

    [Fact]
    public void Order_V4BeforeV6_ThenByNumber()
    {
        var sorted = new[] { "2001:db8::1", "10.0.0.2", "9.255.255.255", "::2" }.Select(IpAddr.Parse).Order();
        Assert.Equal(["9.255.255.255", "10.0.0.2", "::2", "2001:db8::1"], sorted.Select(address => address.ToString()));
    }

    [Fact]
    public void Add_PastTheEnd_Throws()
    {
        Assert.Equal(IpAddr.Parse("10.0.1.0"), IpAddr.Parse("10.0.0.255").Add(1));
        Assert.Throws<OverflowException>(() => IpAddr.Parse("255.255.255.255").Add(1));
        Assert.Throws<OverflowException>(() => IpAddr.Parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").Add(1));
    }
}
