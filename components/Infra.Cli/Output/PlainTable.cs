namespace Infra.Cli.Output;

/// <summary>A table without a terminal: one line per row, columns aligned.</summary>
internal static class PlainTable
{
    private const string Gap = "  ";

    internal static IEnumerable<string> Lines(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<Piece>> rows)
    {
        var cells = rows.Select(row => row.Select(piece => Printable.Of(piece.Text)).ToArray()).Prepend([.. headings]).ToList();
        var widths = headings.Select((_, column) => cells.Max(row => row[column].Length)).ToList();
        return cells.Select(row => string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
