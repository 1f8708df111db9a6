using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Clouds.Local;

/// <summary>Picks one host to represent a network.</summary>
internal static class StandIns
{
    // For networks so wide that their first host is not a usable address (0.0.0.0/0, ::/0).
    private static readonly ImmutableArray<IpAddr> ForWideNetworks = [IpAddr.Parse("192.0.2.10"), IpAddr.Parse("2001:db8:fffe::10")];
    private const int WideV4 = 7;
    private const int WideV6 = 15;

    /// <summary>The first host of the first network of each family that has any.</summary>
    internal static ImmutableArray<IpAddr> PerFamily(IEnumerable<Cidr> networks) =>
        [
            .. networks
                .Order()
                .GroupBy(network => network.Family)
                .OrderBy(family => family.Key)
                .Select(family => Candidates(family.First()).First()),
        ];

    /// <summary>
    /// One host per network, sorted. A network gets none if every candidate is taken, or if it is inside the project, which contains only
    /// nodes.
    /// </summary>
    internal static ImmutableArray<IpAddr> Each(IEnumerable<Cidr> networks, IReadOnlyCollection<Cidr> inside, IEnumerable<IpAddr> taken)
    {
        var used = taken.ToHashSet();
        var found = new SortedSet<IpAddr>();
        foreach (var network in networks)
        {
            var free = Candidates(network).Where(address => !used.Contains(address) && !inside.Any(own => own.Contains(address))).Take(1);
            foreach (var address in free)
            {
                used.Add(address);
                found.Add(address);
            }
        }

        return [.. found];
    }

    private static IEnumerable<IpAddr> Candidates(Cidr network)
    {
        var wide = network.PrefixLength <= (network.Family == IpFamily.V4 ? WideV4 : WideV6);
        if (wide)
            return ForWideNetworks.Where(network.Contains);

        // In a /31, /32, /127 or /128 every address is a host; otherwise the first is the network's own.
        var first = network.PrefixLength >= network.Network.Bits - 1 ? network.First : network.First.Add(1);
        return new[] { first, first.Add(1) }.Where(network.Contains);
    }
}
