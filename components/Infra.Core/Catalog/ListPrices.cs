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

    private static readonly ImmutableSortedDictionary<int, double> ByTheGiB = ImmutableSortedDictionary<int, double>.Empty;

    private static readonly ListPrices Aws = new("eu-west-1", 67, 78, 0.088, ByTheGiB, 35, 0, 3.65, 3.65);

    // Premium SSD. P4 (32 GiB) and P10 (128 GiB) are of the list; the others are East US's, raised by as much as those two differ.
    private static readonly ListPrices Azure = new(
        "westeurope",
        74,
        83,
        0,
        BySize(
            (4, 0.70),
            (8, 1.40),
            (16, 2.80),
            (32, 6.20),
            (64, 11.70),
            (128, 22),
            (256, 43),
            (512, 82),
            (1024, 151),
            (2048, 290),
            (4096, 555),
            (8192, 1060),
            (16384, 2020)
        ),
        33,
        0,
        8.80,
        3.65
    );

    private static readonly ListPrices Gcp = new("europe-west1", 66, 78, 0.11, ByTheGiB, 0, 1, 3.65, 3.65);

    /// <summary>A cloud's; null where nothing is billed.</summary>
    public static ListPrices? Of(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => Aws,
            CloudKind.Azure => Azure,
            CloudKind.Gcp => Gcp,
            CloudKind.Local => null,
            _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "No such cloud."),
        };

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

    private static ImmutableSortedDictionary<int, double> BySize(params (int GiB, double Price)[] disks) =>
        disks.ToImmutableSortedDictionary(disk => disk.GiB, disk => disk.Price);
}
