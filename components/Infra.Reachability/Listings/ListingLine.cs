namespace Infra.Core.Tests.Reader;

/// <summary>A line of words, read from left to right; nothing may be left over.</summary>
internal sealed class ListingLine(string line)
{
    private readonly Queue<string> _words = new(line.Split(' '));

    internal string Text { get; } = line;

    /// <exception cref="ReaderException">The line has ended.</exception>
    internal string Next() =>
        _words.TryDequeue(out var word) && word.Length > 0 ? word : throw new ReaderException($"a word is missing in '{Text}'");

    /// <exception cref="ReaderException">The next word is another.</exception>
    internal void Expect(string word)
    {
        if (Next() is var found && found != word)
        {
            throw new ReaderException($"'{found}' stands for '{word}' in '{Text}'");
        }
    }

    internal bool Choice(string yes, string no)
    {
        var word = Next();
        return word == yes || (word == no ? false : throw new ReaderException($"'{word}' is neither {yes} nor {no} in '{Text}'"));
    }

    internal int Number(int first, int last) =>
        int.TryParse(Next(), out var number) && number >= first && number <= last
            ? number
            : throw new ReaderException($"a number of {first}-{last} is missing in '{Text}'");

    /// <summary>The same, when nothing is left.</summary>
    internal void End()
    {
        if (_words.Count > 0)
        {
            throw new ReaderException($"'{_words.Peek()}' is too much in '{Text}'");
        }
    }

    /// <summary><c>22,443,10000-10002</c>: 1-65535, ascending, apart.</summary>
    internal static List<(int First, int Last)> Ports(string text)
    {
        var ports = new List<(int First, int Last)>();
        foreach (var range in text.Split(','))
        {
            var ends = range.Split('-');
            var last = 0;
            if (
                ends.Length > 2
                || !int.TryParse(ends[0], out var first)
                || !int.TryParse(ends[^1], out last)
                || first < 1
                || last > 65535
                || first > last
                || (ports.Count > 0 && first <= ports[^1].Last + 1)
            )
            {
                throw new ReaderException($"'{text}' is no list of ports");
            }

            ports.Add((first, last));
        }

        return ports;
    }

    /// <summary>Networks of one family, not one inside another: clouds refuse both.</summary>
    /// <param name="shortest">The shortest prefix that means itself.</param>
    internal static AddressRanges Networks(string text, int shortest)
    {
        var words = text.Split(',');
        var v6 = words[0].Contains(':', StringComparison.Ordinal);
        var ranges = words.Select(word => AddressRanges.Range(word, v6)).OrderBy(range => range.First).ToList();
        if (
            words.Any(word => !word.Contains('/', StringComparison.Ordinal) || int.Parse(word.Split('/')[1]) < shortest)
            || ranges.Zip(ranges.Skip(1)).Any(pair => pair.Second.First <= pair.First.Last)
        )
        {
            throw new ReaderException($"'{text}' is no list of separate networks");
        }

        return new AddressRanges(v6, ranges);
    }
}
