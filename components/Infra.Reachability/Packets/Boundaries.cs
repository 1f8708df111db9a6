namespace Infra.Reachability.Packets;

/// <summary>
/// Every value a text compares packets with. All packets between two neighbouring values are treated alike, so one packet per interval
/// represents all: checking these checks everything.
/// </summary>
public sealed class Boundaries
{
    private readonly SortedSet<UInt128> _v4 = [0];
    private readonly SortedSet<UInt128> _v6 = [0];
    private readonly SortedSet<int> _ports = [0, 1];
    private readonly SortedSet<string> _interfaces = new(StringComparer.Ordinal);

    /// <summary>Names, or patterns, of the interfaces used in rules.</summary>
    public IReadOnlyCollection<string> Interfaces => _interfaces;

    /// <summary>The first address of each interval, ascending.</summary>
    public IEnumerable<Ip> Addresses(bool v6) => (v6 ? _v6 : _v4).Select(number => new Ip(v6, number));

    /// <summary>The first port of each interval, ascending.</summary>
    public IEnumerable<int> Ports => _ports;

    public void Add(AddressRanges ranges)
    {
        foreach (var (first, last) in ranges.Ranges)
        {
            Add(ranges.V6, first, last);
        }
    }

    /// <summary>Adds a range of addresses, inclusive.</summary>
    public void Add(bool v6, UInt128 first, UInt128 last)
    {
        var starts = v6 ? _v6 : _v4;
        starts.Add(first);
        if (last < (v6 ? UInt128.MaxValue : uint.MaxValue))
        {
            starts.Add(last + 1);
        }
    }

    public void AddPort(int port) => AddPorts(port, port);

    /// <summary>Adds a range of ports, inclusive.</summary>
    public void AddPorts(int first, int last)
    {
        _ports.Add(first);
        if (last < 65535)
        {
            _ports.Add(last + 1);
        }
    }

    public void AddInterface(string name) => _interfaces.Add(name);
}
