using System.Collections.Immutable;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Azure;

/// <summary>Azure's list prices.</summary>
internal static class AzurePrices
{
    // Premium SSD. P4 (32 GiB) and P10 (128 GiB) come from the list; the others are East US's, raised by the difference between those two.
    internal static ListPrices Of { get; } =
        new(
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
        )
        {
            BastionMachine = 8,
        };

    private static ImmutableSortedDictionary<int, double> BySize(params (int GiB, double Price)[] disks) =>
        disks.ToImmutableSortedDictionary(disk => disk.GiB, disk => disk.Price);
}
