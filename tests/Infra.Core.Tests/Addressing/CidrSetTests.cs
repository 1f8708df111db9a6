using FsCheck.Xunit;
using Infra.Core.Addressing;

namespace Infra.Core.Tests.Addressing;

public sealed class CidrSetTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("10.0.0.0/8 10.1.0.0/16", "10.0.0.0/8")]
    [InlineData("10.0.1.0/24 10.0.0.0/24", "10.0.0.0/23")]
    [InlineData("10.0.1.0/24 10.0.2.0/24", "10.0.1.0/24 10.0.2.0/24")]
    [InlineData("10.0.0.0/26 10.0.0.64/26 10.0.0.128/25", "10.0.0.0/24")]
    [InlineData("0.0.0.0/1 128.0.0.0/1", "0.0.0.0/0")]
    [InlineData("::/1 8000::/1 0.0.0.0/0", "0.0.0.0/0 ::/0")]
    public void Merge_Networks_GivesTheFewest(string given, string merged) =>
        Assert.Equal(merged, string.Join(' ', CidrSet.Merge(given.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Cidr.Parse))));

    [Theory]
    [InlineData("10.0.0.0/24", "10.0.0.0/8", "")]
    [InlineData("10.0.0.0/24", "10.0.0.64/26", "10.0.0.0/26 10.0.0.128/25")]
    [InlineData(
        "10.0.0.0/24 10.0.1.0/24",
        "10.0.0.255/32 10.0.1.0/32",
        "10.0.0.0/25 10.0.0.128/26 10.0.0.192/27 10.0.0.224/28 10.0.0.240/29 10.0.0.248/30 10.0.0.252/31 "
            + "10.0.0.254/32 10.0.1.1/32 10.0.1.2/31 10.0.1.4/30 10.0.1.8/29 10.0.1.16/28 10.0.1.32/27 10.0.1.64/26 "
            + "10.0.1.128/25"
    )]
    [InlineData("0.0.0.0/0 ::/0", "0.0.0.0/0 8000::/1", "::/1")]
    public void Subtract_Networks_LeavesTheRestInTheFewest(string given, string removed, string left) =>
        Assert.Equal(left, string.Join(' ', CidrSet.Subtract(given.Split(' ').Select(Cidr.Parse), removed.Split(' ').Select(Cidr.Parse))));

    /// <summary>Same addresses, in an 8-bit corner of the space small enough to check every address.</summary>
    [Property]
    public void Merge_Anything_HoldsTheSameAddresses((byte Address, byte Length)[] given)
    {
        var networks = Corner(given);
        var merged = CidrSet.Merge(networks);

        for (uint address = 0; address < 256; address++)
        {
            var asked = new IpAddr(IpFamily.V4, address);
            Assert.Equal(networks.Exists(network => network.Contains(asked)), merged.Count(network => network.Contains(asked)) == 1);
        }

        Assert.Equal(merged.AsEnumerable(), CidrSet.Merge(merged.Reverse()));
    }

    [Property]
    public void Subtract_Anything_HoldsTheRestExactly((byte Address, byte Length)[] given, (byte Address, byte Length)[] other)
    {
        var (networks, removed) = (Corner(given), Corner(other));
        var left = CidrSet.Subtract(networks, removed);

        for (uint address = 0; address < 256; address++)
        {
            var asked = new IpAddr(IpFamily.V4, address);
            var wanted = networks.Exists(network => network.Contains(asked)) && !removed.Exists(network => network.Contains(asked));
            Assert.Equal(wanted, left.Count(network => network.Contains(asked)) == 1);
        }

        Assert.Equal(left.AsEnumerable(), CidrSet.Merge(left.Reverse()));
    }

    private static List<Cidr> Corner((byte Address, byte Length)[] given) =>
        [.. (given ?? []).Select(g => Cidr.Containing(new IpAddr(IpFamily.V4, g.Address), 24 + (g.Length % 9)))];
}
