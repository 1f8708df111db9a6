namespace Infra.Bench;

/// <summary>A table of numbers for display.</summary>
internal sealed class Table(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    internal void Section(string title) => _rows.Add([title, "", "", "", ""]);

    /// <param name="other">The result to compare with; null if there is none.</param>
    internal void Row(string what, double ours, double? other, string target) =>
        _rows.Add([
            $"  {what}",
            Number(ours),
            other is { } number ? Number(number) : "",
            other is { } value && ours > 0 ? $"{Number(value / ours)}x" : "",
            target,
        ]);

    internal void Print(TextWriter output)
    {
        var widths = Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length)).ToList();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, column) => column is 0 or 4 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }

    private static string Number(double number) =>
        number == Math.Floor(number) ? $"{number:N0}"
        : Math.Abs(number) < 10 ? $"{number:F2}"
        : Math.Abs(number) < 100 ? $"{number:F1}"
        : $"{number:N0}";
}
