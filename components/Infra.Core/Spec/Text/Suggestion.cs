namespace Infra.Core.Spec.Text;

/// <summary>"Did you mean": the known word nearest to what was written.</summary>
public static class Suggestion
{
    /// <summary>The nearest of <paramref name="known"/>, or null when none is near enough to be meant.</summary>
    public static string? For(string written, IEnumerable<string> known)
    {
        // One slip in three letters; never so many that the word could be any other. Long text is no slip of a key.
        var allowed = written.Length > 40 ? 0 : Math.Clamp((written.Length + 1) / 3, 1, 3);
        return known
            .Select(word => (word, distance: Distance(written, word)))
            .Where(candidate => candidate.distance <= allowed)
            .OrderBy(candidate => candidate.distance)
            .ThenBy(candidate => candidate.word, StringComparer.Ordinal)
            .Select(candidate => candidate.word)
            .FirstOrDefault();
    }

    /// <summary>A remedy: the suggestion, if there is one, and else the whole choice.</summary>
    public static string Remedy(string written, IReadOnlyCollection<string> known) =>
        For(written, known) is { } near
            ? $"Did you mean '{near}'?"
            : $"Known here: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";

    /// <summary>Edits (insert, delete, replace, swap of neighbours) between two words; letter case counts as nothing.</summary>
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 3)
        {
            return int.MaxValue;
        }

        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                rows[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Step(i, j),
                };
            }
        }

        return rows[left.Length, right.Length];

        bool Same(int i, int j) => char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);

        int Step(int i, int j)
        {
            var best = Math.Min(
                Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1),
                rows[i - 1, j - 1] + (Same(i, j) ? 0 : 1));
            var swapped = i > 1 && j > 1 && Same(i, j - 1) && Same(i - 1, j);
            return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
        }
    }
}
