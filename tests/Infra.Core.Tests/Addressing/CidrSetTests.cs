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

    /// <summary>Same addresses, in an 8-bit corner of the space where every address can be asked.</summary>
    [Property]
    public void Merge_Anything_HoldsTheSameAddresses((byte Address, byte Length)[] given)
    {
        var networks = (given ?? []).Select(g => Cidr.Containing(new IpAddr(IpFamily.V4, g.Address), 24 + (g.Length % 9))).ToList();
        var merged = CidrSet.Merge(networks);

        for (uint address = 0; address < 256; address++)
        {
            var asked = new IpAddr(IpFamily.V4, address);
            Assert.Equal(networks.Exists(network => network.Contains(asked)), merged.Count(network => network.Contains(asked)) == 1);
        }

        Assert.Equal(merged.AsEnumerable(), CidrSet.Merge(merged.Reverse()));
    }
}
