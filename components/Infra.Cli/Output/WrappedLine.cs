namespace Infra.Cli.Output;

/// <summary>
/// A line wider than the terminal: wrapped only at spaces, never inside a word or a network, which would read like a different one.
/// Continuation lines are indented further.
/// </summary>
internal static class WrappedLine
{
    private const int Hanging = 4;

    /// <param name="indent">Indent of continuation lines; null: slightly more than the line's own.</param>
    internal static IEnumerable<IReadOnlyList<Piece>> Of(IReadOnlyList<Piece> pieces, int width, int? indent = null)
    {
        var text = string.Concat(pieces.Select(piece => piece.Text));
        if (text.Length <= width)
        {
            yield return pieces;
            yield break;
        }

        var lead = Math.Min(indent ?? (text.Length - text.TrimStart(' ').Length + Hanging), width / 2);
        var start = 0;
        while (start < text.Length)
        {
            var room = start == 0 ? width : width - lead;
            var end = End(text, start, room);
            yield return [.. start == 0 ? [] : new[] { new Piece(new string(' ', lead)) }, .. Cut(pieces, start, end)];
            start = end;
            while (start < text.Length && text[start] == ' ')
            {
                start++;
            }
        }
    }

    // After the last word that fits; after the first if none does.
    private static int End(string text, int start, int room)
    {
        if (text.Length - start <= room)
        {
            return text.Length;
        }

        var begun = start;
        while (begun < text.Length && text[begun] == ' ')
        {
            begun++;
        }

        var last = text.LastIndexOf(' ', Math.Min(start + room, text.Length - 1));
        if (last > begun)
        {
            return text[..last].TrimEnd(' ').Length;
        }

        var next = text.IndexOf(' ', begun);
        return next < 0 ? text.Length : next;
    }

    private static IEnumerable<Piece> Cut(IReadOnlyList<Piece> pieces, int start, int end)
    {
        var at = 0;
        foreach (var piece in pieces)
        {
            var (from, to) = (Math.Max(start, at), Math.Min(end, at + piece.Text.Length));
            if (from < to)
            {
                yield return piece with
                {
                    Text = piece.Text[(from - at)..(to - at)],
                };
            }

            at += piece.Text.Length;
        }
    }
}
