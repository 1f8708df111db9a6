namespace Infra.Core.Tests.Reader;

/// <summary>
/// Every value a text compares packets with. Between two neighbouring values all packets are treated alike, so one packet
/// of each interval stands for all: looking at these is looking at everything.
/// </summary>
internal sealed class Mentions
{
    private readonly SortedSet<UInt128> _v4 = [0];
    private readonly SortedSet<UInt128> _v6 = [0];
    private readonly SortedSet<int> _ports = [0, 1];

    internal SortedSet<string> Interfaces { get; } = new(StringComparer.Ordinal);

    /// <summary>The first address of each interval.</summary>
    internal IEnumerable<Ip> Addresses(bool v6) => (v6 ? _v6 : _v4).Select(number => new Ip(v6, number));

    /// <summary>The first port of each interval.</summary>
    internal IEnumerable<int> Ports => _ports;

    internal void Add(AddressRanges ranges)
    {
        foreach (var (first, last) in ranges.Ranges)
        {
            Add(ranges.V6, first, last);
        }
    }

    internal void Add(bool v6, UInt128 first, UInt128 last)
    {
        var starts = v6 ? _v6 : _v4;
        starts.Add(first);
        if (last < (v6 ? UInt128.MaxValue : uint.MaxValue))
        {
            starts.Add(last + 1);
        }
    }

    internal void AddPort(int port)
    {
        _ports.Add(port);
        if (port < 65535)
        {
            _ports.Add(port + 1);
        }
    }
}
