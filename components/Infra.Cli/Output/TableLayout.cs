using System.Collections.Immutable;

namespace Infra.Cli.Output;

/// <summary>Column widths of a table on a terminal.</summary>
internal static class TableLayout
{
    // A sentence in a narrower column becomes a tower of words.
    private const int ReadableColumn = 16;

    /// <summary>Columns that break no word; null if the terminal is too narrow.</summary>
    /// <param name="cells">All rows, including headings.</param>
    internal static ImmutableArray<int>? Columns(IReadOnlyList<IReadOnlyList<string>> cells, int width)
    {
        var columns = Enumerable.Range(0, cells[0].Count).ToList();
        var natural = columns.Select(column => cells.Max(row => row[column].Length)).ToList();
        var least = columns
            .Select(column =>
                Math.Max(cells.Max(row => row[column].Split(' ').Max(word => word.Length)), Math.Min(natural[column], ReadableColumn))
            )
            .ToList();
        // A border before each column and after the last, a space on both sides of each cell.
        var room = width - (3 * columns.Count) - 1;
        if (least.Sum() > room)
        {
            return null;
        }

        var (spare, wanted) = (room - least.Sum(), natural.Sum() - least.Sum());
        return
        [
            .. columns.Select(column =>
                wanted <= spare ? natural[column] : least[column] + (spare * (natural[column] - least[column]) / wanted)
            ),
        ];
    }
}
