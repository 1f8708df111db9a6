using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>
/// What the parts of a stack cost by the list: on demand, without tax, in US dollars a month of 730 hours, rounded. Of one region a
/// cloud; others differ by up to a third. docs/costs.md shows the same numbers (a test compares) and has their sources.
/// </summary>
/// <param name="Region">Whose prices these are.</param>
/// <param name="MachineOf4GiB">Two vCPUs, 4 GiB.</param>
/// <param name="MachineOf8GiB">Two vCPUs, 8 GiB; twice the machine is twice the price.</param>
/// <param name="GiB">A GiB of disk, where disks are billed by it; else zero.</param>
/// <param name="Disks">Disks that are billed by the next size up, by that size in GiB; else empty.</param>
/// <param name="Nat">A NAT gateway of one zone, idle; zero where NAT is billed by the node.</param>
/// <param name="NatNode">A node behind NAT, where that is billed.</param>
/// <param name="NatAddress">The public address, or addresses, of one zone's NAT.</param>
/// <param name="PublicAddress">A node's own.</param>
public sealed record ListPrices(
    string Region,
    double MachineOf4GiB,
    double MachineOf8GiB,
    double GiB,
    ImmutableSortedDictionary<int, double> Disks,
    double Nat,
    double NatNode,
    double NatAddress,
    double PublicAddress
)
{
    /// <summary>When they were looked up.</summary>
    public const string AsOf = "November 2026";

    /// <summary>For <see cref="Disks"/>: they are billed by the GiB.</summary>
    internal static ImmutableSortedDictionary<int, double> ByTheGiB { get; } = ImmutableSortedDictionary<int, double>.Empty;

    /// <summary>A cloud's; null where nothing is billed.</summary>
    public static ListPrices? Of(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).Prices;

    /// <summary>A machine of a plan, a month.</summary>
    public double Machine(MachineSize size) => size.MemoryMiB <= 4096 ? MachineOf4GiB : MachineOf8GiB * size.MemoryMiB / 8192;

    /// <summary>A disk, a month.</summary>
    public double Disk(int sizeGiB)
    {
        if (Disks.IsEmpty)
        {
            return GiB * sizeGiB;
        }

        var billed = Disks.Keys.FirstOrDefault(size => size >= sizeGiB);
        return billed == 0 ? Disks.Values.Last() : Disks[billed];
    }
}
