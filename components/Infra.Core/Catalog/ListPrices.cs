using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>
/// List prices of a stack's parts: on demand, without tax, in US dollars per month of 730 hours, rounded. For one region per cloud; others
/// differ by up to a third. docs/costs.md shows the same numbers (a test compares) and gives their sources.
/// </summary>
/// <param name="Region">The region of these prices.</param>
/// <param name="MachineOf4GiB">Two vCPUs, 4 GiB.</param>
/// <param name="MachineOf8GiB">Two vCPUs, 8 GiB; twice the machine costs twice as much.</param>
/// <param name="GiB">A GiB of disk, if disks are billed by size; otherwise zero.</param>
/// <param name="Disks">Disks billed by the next larger size, by that size in GiB; otherwise empty.</param>
/// <param name="Nat">One zone's NAT gateway, idle; zero if NAT is billed per node.</param>
/// <param name="NatNode">A node behind NAT, if billed per node.</param>
/// <param name="NatAddress">The public address or addresses of one zone's NAT.</param>
/// <param name="PublicAddress">A node's own public address.</param>
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
    /// <summary>A bastion's machine.</summary>
    public required double BastionMachine { get; init; }

    /// <summary>The date of the prices.</summary>
    public const string AsOf = "November 2026";

    /// <summary>For <see cref="Disks"/>: disks are billed per GiB.</summary>
    internal static ImmutableSortedDictionary<int, double> ByTheGiB { get; } = ImmutableSortedDictionary<int, double>.Empty;

    /// <summary>A cloud's prices; null if nothing is billed.</summary>
    public static ListPrices? Of(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).Prices;

    /// <summary>The monthly price of a plan's machine.</summary>
    public double Machine(MachineSize size) => size.MemoryMiB <= 4096 ? MachineOf4GiB : MachineOf8GiB * size.MemoryMiB / 8192;

    /// <summary>The monthly price of a disk.</summary>
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
