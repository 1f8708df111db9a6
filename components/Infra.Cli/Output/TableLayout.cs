using System.Collections.Immutable;

namespace Infra.Cli.Output;

/// <summary>How wide a table's columns are on a terminal.</summary>
internal static class TableLayout
{
    // A sentence in a narrower column is a tower of words.
    private const int ReadableColumn = 16;

    /// <summary>Columns in which no word is broken; null where the terminal is too narrow for any.</summary>
    /// <param name="cells">All rows, the headings too.</param>
    internal static ImmutableArray<int>? Columns(IReadOnlyList<IReadOnlyList<string>> cells, int width)
    {
        var columns = Enumerable.Range(0, cells[0].Count).ToList();
        var natural = columns.Select(column => cells.Max(row => row[column].Length)).ToList();
        var least = columns
            .Select(column =>
                Math.Max(cells.Max(row => row[column].Split(' ').Max(word => word.Length)), Math.Min(natural[column], ReadableColumn))
            )
            .ToList();
        // A border before each column and a last one, a blank at both sides of each cell.
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
