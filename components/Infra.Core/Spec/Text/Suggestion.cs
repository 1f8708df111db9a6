using System.Globalization;

namespace Infra.Core.Spec.Text;

/// <summary>"Did you mean": the known word nearest to the one written.</summary>
public static class Suggestion
{
    /// <summary>The nearest of <paramref name="known"/>, or null if none is near enough.</summary>
    public static string? For(string written, IEnumerable<string> known)
    {
        // One typo per three letters, but never so many that any word would match. Long text is not a misspelled key.
        var allowed = written.Length > 40 ? 0 : Math.Clamp((written.Length + 1) / 3, 1, 3);
        return known
            .Select(word => (word, distance: Distance(written, word)))
            .Where(candidate => candidate.distance <= allowed)
            .OrderBy(candidate => candidate.distance)
            .ThenBy(candidate => candidate.word, StringComparer.Ordinal)
            .Select(candidate => candidate.word)
            .FirstOrDefault();
    }

    /// <summary>A remedy: the suggestion if there is one, otherwise the full list.</summary>
    public static string Remedy(string written, IReadOnlyCollection<string> known) =>
        Near(written, known) is [_, ..] near
            ? $"Did you mean {string.Join(" or ", near.Select(word => $"'{word}'"))}?"
            : $"Known here: {string.Join(", ", known.Order(NaturalOrder.Comparer))}.";

    /// <summary>The same for a key: suggests none that is already present, since it would be a duplicate.</summary>
    public static string Remedy(string written, IReadOnlyCollection<string> known, IEnumerable<string> here) =>
        For(written, known) is { } near && here.Contains(near) ? $"Remove the key: '{near}' is already set." : Remedy(written, known);

    /// <summary>
    /// What may have been meant: the nearest word; for words that end in a number, like <c>business-6</c>, those with the next smaller and
    /// next larger number.
    /// </summary>
    private static IReadOnlyList<string> Near(string written, IReadOnlyCollection<string> known)
    {
        if (For(written, known) is { } same && Distance(written, same) == 0)
        {
            return [same];
        }

        var (stem, number) = Parted(written);
        if (
            number is { } wanted
            && For(stem, known.Select(word => Parted(word).Stem).Where(other => other.Length > 0).Distinct()) is { } kind
        )
        {
            var sizes = known
                .Select(word => (Word: word, Parted(word).Stem, Parted(word).Number))
                .Where(word => word.Stem == kind && word.Number is not null)
                .ToList();
            var below = sizes.Where(word => word.Number <= wanted).OrderByDescending(word => word.Number).Take(1);
            var above = sizes.Where(word => word.Number >= wanted).OrderBy(word => word.Number).Take(1);
            return [.. below.Concat(above).Select(word => word.Word).Distinct()];
        }

        return For(written, known) is { } near ? [near] : [];
    }

    /// <summary>Splits off a trailing number after a dash; null if there is none.</summary>
    private static (string Stem, long? Number) Parted(string word)
    {
        var dash = word.LastIndexOf('-');
        return dash > 0 && long.TryParse(word[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (word[..dash], number)
            : ("", null);
    }

    /// <summary>Edit distance (insert, delete, replace, transpose) between two words, ignoring case.</summary>
    internal static int Distance(string left, string right)
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
            var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + (Same(i, j) ? 0 : 1));
            var swapped = i > 1 && j > 1 && Same(i, j - 1) && Same(i - 1, j);
            return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
        }
    }
}
