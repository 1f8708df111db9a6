using Infra.Reachability.Packets;

namespace Infra.Reachability.Listings;

/// <summary>A line of words, read from left to right; none may be left over.</summary>
internal sealed class ListingLine(string line)
{
    private readonly Queue<string> _words = new(line.Split(' '));

    internal string Text { get; } = line;

    /// <exception cref="UnknownRuleException">The line has ended.</exception>
    internal string Next() =>
        _words.TryDequeue(out var word) && word.Length > 0 ? word : throw new UnknownRuleException($"a word is missing in '{Text}'");

    /// <exception cref="UnknownRuleException">The next word is different.</exception>
    internal void Expect(string word)
    {
        if (Next() is var found && found != word)
        {
            throw new UnknownRuleException($"'{found}' where '{word}' belongs in '{Text}'");
        }
    }

    internal bool Choice(string yes, string no)
    {
        var word = Next();
        return word == yes || (word == no ? false : throw new UnknownRuleException($"'{word}' is neither {yes} nor {no} in '{Text}'"));
    }

    internal int Number(int first, int last) => Numbers.Parse(Next(), first, last);

    /// <exception cref="UnknownRuleException">The line continues.</exception>
    internal void End()
    {
        if (_words.Count > 0)
        {
            throw new UnknownRuleException($"'{_words.Peek()}' is too much in '{Text}'");
        }
    }

    /// <summary><c>22,443,10000-10002</c>: 1-65535, ascending, not adjacent or overlapping.</summary>
    internal static List<(int First, int Last)> Ports(string text)
    {
        var ports = new List<(int First, int Last)>();
        foreach (var range in text.Split(','))
        {
            var ends = range.Split('-');
            var (first, last) = (Numbers.Parse(ends[0], 1, 65535), Numbers.Parse(ends[^1], 1, 65535));
            if (ends.Length > 2 || first > last || (ports.Count > 0 && first <= ports[^1].Last + 1))
            {
                throw new UnknownRuleException($"'{text}' is not a list of ports");
            }

            ports.Add((first, last));
        }

        return ports;
    }

    /// <summary>Networks of one family, none inside another: clouds reject both.</summary>
    /// <param name="shortest">The shortest prefix length that is taken literally.</param>
    internal static AddressRanges Networks(string text, int shortest)
    {
        var words = text.Split(',');
        var v6 = words[0].Contains(':', StringComparison.Ordinal);
        var ranges = words.Select(word => AddressRanges.Range(word, v6)).OrderBy(range => range.First).ToList();
        if (
            words.Any(word => word.Split('/') is not [_, var length] || Numbers.Parse(length, 0, 128) < shortest)
            || ranges.Zip(ranges.Skip(1)).Any(pair => pair.Second.First <= pair.First.Last)
        )
        {
            throw new UnknownRuleException($"'{text}' is not a list of separate networks");
        }

        return new AddressRanges(v6, ranges);
    }
}
