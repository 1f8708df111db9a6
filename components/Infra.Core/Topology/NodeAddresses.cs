using Infra.Core.Addressing;

namespace Infra.Core.Topology;

/// <summary>
/// Which addresses of a subnet nodes may use. Combines all clouds' reservations: the first 4 and the last (AWS, Azure), the first 2 and the
/// last 2 (GCP) - so the first 4 and the last 2, to keep a topology the same everywhere.
/// </summary>
internal static class NodeAddresses
{
    private const int ReservedFirst = 4;
    private const int ReservedLast = 2;

    /// <summary>Number of nodes that fit into a subnet: two addresses each.</summary>
    internal static int Capacity(Cidr subnet) => (Size(subnet) - ReservedFirst - ReservedLast) / 2;

    /// <summary>The lower address of the <paramref name="index"/>-th pair; the other one follows it.</summary>
    internal static IpAddr Pair(Cidr subnet, int index) => subnet.Network.Add((UInt128)(ReservedFirst + (2 * index)));

    /// <summary>The highest address that nodes may use, and the last that they are given.</summary>
    internal static IpAddr Last(Cidr subnet) => subnet.Network.Add((UInt128)(Size(subnet) - ReservedLast - 1));

    internal static bool IsUsable(Cidr subnet, IpAddr address)
    {
        if (!subnet.Contains(address))
        {
            return false;
        }

        var offset = (int)(address.Value - subnet.Network.Value);
        return offset >= ReservedFirst && offset < Size(subnet) - ReservedLast;
    }

    private static int Size(Cidr subnet) => 1 << (32 - subnet.PrefixLength);
}
