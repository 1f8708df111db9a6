namespace Infra.Core.Tests.Reader;

/// <summary>Reads a listing's lines as words; what stands behind <c>#</c> is for people.</summary>
internal static class ListingLines
{
    /// <exception cref="ReaderException">A line with another number of words, or with words apart by more than a space.</exception>
    internal static IEnumerable<string[]> Of(string text, int words)
    {
        foreach (var line in text.Split('\n'))
        {
            var hash = line.IndexOf('#', StringComparison.Ordinal);
            var said = (hash < 0 ? line : line[..hash]).TrimEnd(' ');
            if (said.Length == 0)
            {
                continue;
            }

            var found = said.Split(' ');
            yield return found.Length == words && found.All(word => word.Length > 0)
                ? found
                : throw new ReaderException($"'{line}' has not {words} words");
        }
    }

    internal static bool IsInbound(string word) =>
        word switch
        {
            "in" => true,
            "out" => false,
            _ => throw new ReaderException($"direction '{word}'"),
        };

    /// <summary>Null: every protocol.</summary>
    internal static int? Protocol(string word) => word == "all" ? null : Proto.Parse(word);

    /// <summary>A port or a range, inclusive; null for <c>all</c>, which only protocols without ports have.</summary>
    internal static (int First, int Last)? Ports(string word, int? protocol)
    {
        if (word == "all" != (protocol is not (Proto.Tcp or Proto.Udp)))
        {
            throw new ReaderException($"ports '{word}' for protocol {protocol}");
        }

        if (word == "all")
        {
            return null;
        }

        var ends = word.Split('-');
        return
            ends.Length <= 2
            && int.TryParse(ends[0], out var first)
            && int.TryParse(ends[^1], out var last)
            && first >= 0
            && last <= 65535
            && (ends.Length == 1 || first < last)
            ? (first, last)
            : throw new ReaderException($"ports '{word}'");
    }

    internal static (bool V6, UInt128 First, UInt128 Last) Network(string word)
    {
        var v6 = word.Contains(':', StringComparison.Ordinal);
        var (first, last) = AddressRanges.Range(word, v6);
        return word.Contains('/', StringComparison.Ordinal) ? (v6, first, last) : throw new ReaderException($"'{word}' has no length");
    }
}
