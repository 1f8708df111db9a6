using Infra.Core.Addressing;

namespace Infra.Core.Tests.Policy;

/// <summary>What the word "internet" covers as a destination, edge by edge.</summary>
public sealed class InternetSpaceTests
{
    [Theory]
    [InlineData("1.0.0.0", "9.255.255.255")]
    [InlineData("11.0.0.0", "100.63.255.255")]
    [InlineData("100.128.0.0", "126.255.255.255")]
    [InlineData("128.0.0.0", "169.253.255.255")]
    [InlineData("169.255.0.0", "172.15.255.255")]
    [InlineData("172.32.0.0", "192.167.255.255")]
    [InlineData("192.169.0.0", "198.17.255.255")]
    [InlineData("198.20.0.0", "223.255.255.255")]
    [InlineData("2000::", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2001:200::", "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2003::", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void Internet_Range_IsInItAndItsNeighboursAreNot(string first, string last)
    {
        var (low, high) = (IpAddr.Parse(first), IpAddr.Parse(last));

        Assert.True(InInternet(low) && InInternet(high));
        Assert.False(InInternet(low with { Value = low.Value - 1 }) || InInternet(high with { Value = high.Value + 1 }));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.77.0.4")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::10.7.0.1")]
    [InlineData("64:ff9b::a07:1")]
    [InlineData("2001::1")]
    [InlineData("2002:a07:1::1")]
    [InlineData("fd42::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void Internet_WhatIsPrivateOrReserved_IsNotInIt(string address) => Assert.False(InInternet(IpAddr.Parse(address)));

    [Fact]
    public void InternetAndOutside_Together_AreAllThereIs()
    {
        Assert.Equal("0.0.0.0/0 ::/0", string.Join(' ', CidrSet.Merge(InternetSpace.Of(true).Concat(InternetSpace.Outside))));
        Assert.Empty(CidrSet.Intersect(InternetSpace.Of(true), InternetSpace.Outside));
        Assert.DoesNotContain(InternetSpace.Of(false), cidr => cidr.Family == IpFamily.V6);
    }

    private static bool InInternet(IpAddr address) => InternetSpace.Of(hasIpv6: true).Any(cidr => cidr.Contains(address));
}
