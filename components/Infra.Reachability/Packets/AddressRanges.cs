namespace Infra.Reachability.Packets;

/// <summary>Addresses of one family as ranges, first to last inclusive, ascending and disjoint; looked up by binary search.</summary>
public sealed class AddressRanges
{
    private readonly (UInt128 First, UInt128 Last)[] _ranges;

    /// <param name="ranges">In any order; overlapping ranges are merged.</param>
    public AddressRanges(bool v6, IEnumerable<(UInt128 First, UInt128 Last)> ranges)
    {
        V6 = v6;
        var joined = new List<(UInt128 First, UInt128 Last)>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (joined.Count > 0 && range.First <= joined[^1].Last)
            {
                joined[^1] = (joined[^1].First, UInt128.Max(joined[^1].Last, range.Last));
            }
            else
            {
                joined.Add(range);
            }
        }

        _ranges = [.. joined];
    }

    public bool V6 { get; }

    public IReadOnlyList<(UInt128 First, UInt128 Last)> Ranges => _ranges;

    public bool Contains(Ip address)
    {
        if (address.V6 != V6)
        {
            return false;
        }

        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (address.Number < _ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (address.Number > _ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The networks of one family as ranges.</summary>
    /// <exception cref="UnknownRuleException">See <see cref="Range"/>.</exception>
    public static AddressRanges Of(bool v6, params IEnumerable<string> networks) => new(v6, networks.Select(network => Range(network, v6)));

    /// <summary>Reads <c>address</c> or <c>address/length</c>.</summary>
    /// <exception cref="UnknownRuleException">
    /// Any other form; another family; host bits set, which tools would silently clear.
    /// </exception>
    public static (UInt128 First, UInt128 Last) Range(string text, bool v6)
    {
        var parts = text.Split('/');
        var address = Ip.Parse(parts[0]);
        var bits = v6 ? 128 : 32;
        if (address.V6 != v6 || parts.Length > 2)
        {
            throw new UnknownRuleException($"'{text}' is not an IPv{(v6 ? 6 : 4)} network");
        }

        var length = parts.Length == 2 ? Numbers.Parse(parts[1], 0, bits) : bits;
        var hosts = length == 0 ? address.Highest : (UInt128.One << (bits - length)) - 1;
        return (address.Number & hosts) == 0
            ? (address.Number, address.Number | hosts)
            : throw new UnknownRuleException($"'{text}' has host bits set");
    }
}
