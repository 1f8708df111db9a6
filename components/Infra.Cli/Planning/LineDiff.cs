using Infra.Cli.Output;

namespace Infra.Cli.Planning;

/// <summary>The lines in which two texts differ: a longest common subsequence, after equal beginnings and ends are set aside.</summary>
internal static class LineDiff
{
    // A table of this size is computed quickly; beyond it all differing lines are shown as removed and added.
    private const int LargestTable = 1_000_000;

    internal static IEnumerable<Piece> Of(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var start = 0;
        while (start < Math.Min(old.Length, now.Length) && old[start] == now[start])
        {
            start++;
        }

        var end = 0;
        while (end < Math.Min(old.Length, now.Length) - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        return Middle(old[start..^end], now[start..^end]);
    }

    private static IEnumerable<Piece> Middle(string[] old, string[] now)
    {
        if ((long)old.Length * now.Length > LargestTable)
        {
            return [.. old.Select(Removed), .. now.Select(Added)];
        }

        // common[i, j]: length of the longest common subsequence of old[i..] and now[j..].
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return Walk(old, now, common);
    }

    private static IEnumerable<Piece> Walk(string[] old, string[] now, int[,] common)
    {
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                yield return Removed(old[i++]);
            }
            else
            {
                yield return Added(now[j++]);
            }
        }
    }

    private static Piece Removed(string line) => new("- " + line, Tone.Bad);

    private static Piece Added(string line) => new("+ " + line, Tone.Good);
}
