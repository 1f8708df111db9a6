using Infra.Reachability.Packets;

namespace Infra.Reachability.Aws;

/// <summary>Splits lines of AWS listings into columns; text after <c>#</c> is a comment.</summary>
internal static class AwsLines
{
    /// <exception cref="UnknownRuleException">A line has a different number of words, or words separated by more than one
    /// space.</exception>
    internal static IEnumerable<string[]> Of(string text, int words)
    {
        foreach (var line in text.Split('\n'))
        {
            var hash = line.IndexOf('#', StringComparison.Ordinal);
            var read = (hash < 0 ? line : line[..hash]).TrimEnd(' ');
            if (read.Length == 0)
            {
                continue;
            }

            var found = read.Split(' ');
            yield return found.Length == words && found.All(word => word.Length > 0)
                ? found
                : throw new UnknownRuleException($"'{line}' does not have {words} words");
        }
    }

    internal static bool IsInbound(string word) =>
        word switch
        {
            "in" => true,
            "out" => false,
            _ => throw new UnknownRuleException($"direction '{word}'"),
        };

    /// <summary>Null: every protocol.</summary>
    internal static int? Protocol(string word) => word == "all" ? null : ProtocolNumber.Parse(word);

    /// <summary>A port or a range, inclusive; null for <c>all</c>, valid only for protocols without ports.</summary>
    internal static (int First, int Last)? Ports(string word, int? protocol)
    {
        if (word == "all" != (protocol is not (ProtocolNumber.Tcp or ProtocolNumber.Udp)))
        {
            throw new UnknownRuleException($"ports '{word}' for protocol {protocol}");
        }

        if (word == "all")
        {
            return null;
        }

        var ends = word.Split('-');
        var (first, last) = (Numbers.Parse(ends[0], 0, 65535), Numbers.Parse(ends[^1], 0, 65535));
        return ends.Length <= 2 && (ends.Length == 1 || first < last) ? (first, last) : throw new UnknownRuleException($"ports '{word}'");
    }

    internal static (bool V6, UInt128 First, UInt128 Last) Network(string word)
    {
        var v6 = word.Contains(':', StringComparison.Ordinal);
        var (first, last) = AddressRanges.Range(word, v6);
        return word.Contains('/', StringComparison.Ordinal)
            ? (v6, first, last)
            : throw new UnknownRuleException($"'{word}' does not have a prefix length");
    }
}
