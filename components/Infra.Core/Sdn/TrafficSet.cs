using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Sdn;

/// <summary>
/// A set of traffic, expressed exactly and in few rules: for each port the fewest networks, then the same network on adjacent ports as one
/// range. The result depends only on what is allowed, never on how it was added, so splitting a flow in two (clients here, clients over a
/// peering) changes no rule.
/// </summary>
public sealed class TrafficSet
{
    private const int LastPort = 65535;
    private readonly List<(IpProtocol? Protocol, NumberRange? Ports, ImmutableArray<Cidr> Cidrs, string Purpose)> _pieces = [];

    public void Add(IpProtocol? protocol, Ports ports, ImmutableArray<Cidr> cidrs, string purpose)
    {
        foreach (var range in RangesOf(protocol, ports))
        {
            Add(protocol, range, cidrs, purpose);
        }
    }

    /// <summary>Ports as single ranges for rules; null for a protocol without ports, or every protocol.</summary>
    internal static IEnumerable<NumberRange?> RangesOf(IpProtocol? protocol, Ports ports) =>
        ports switch
        {
            Ports.Listed listed => listed.Ranges.Select(range => (NumberRange?)range),
            Ports.All when protocol?.HasPorts() == true => [new NumberRange(0, LastPort)],
            _ => [null],
        };

    /// <param name="ports">Null for a protocol without ports, or every protocol.</param>
    public void Add(IpProtocol? protocol, NumberRange? ports, ImmutableArray<Cidr> cidrs, string purpose) =>
        _pieces.Add((protocol, ports, cidrs, purpose));

    /// <summary>The rules, sorted by protocol, network and port; none contains another.</summary>
    public ImmutableArray<Traffic> Compress()
    {
        var everything = Networks(_pieces.Where(piece => piece.Protocol is null).Select(piece => (piece.Cidrs, piece.Purpose)))
            .Select(network => new Traffic(null, null, network.Cidr, network.Purposes))
            .ToImmutableArray();
        var wide = everything.Select(traffic => traffic.Cidr).ToImmutableArray();
        return
        [
            .. everything.Concat(
                _pieces
                    .Where(piece => piece.Protocol is not null)
                    .GroupBy(piece => piece.Protocol!.Value)
                    .OrderBy(protocol => protocol.Key)
                    .SelectMany(protocol =>
                        OfProtocol(protocol.Key, [.. protocol.Select(piece => (piece.Ports, piece.Cidrs, piece.Purpose))])
                    )
                    .Where(traffic => IndexOf(wide, traffic.Cidr) < 0)
            ),
        ];
    }

    private static IEnumerable<Traffic> OfProtocol(
        IpProtocol protocol,
        ImmutableArray<(NumberRange? Ports, ImmutableArray<Cidr> Cidrs, string Purpose)> pieces
    )
    {
        var portless = Networks(pieces.Where(piece => piece.Ports is null).Select(piece => (piece.Cidrs, piece.Purpose)))
            .Select(network => new Traffic(protocol, null, network.Cidr, network.Purposes));
        var ported = Intervals(pieces.Select(piece => piece.Ports).OfType<NumberRange>())
            .SelectMany(interval =>
                Networks(
                        pieces
                            .Where(piece => piece.Ports is { } ports && ports.First <= interval.First && interval.Last <= ports.Last)
                            .Select(piece => (piece.Cidrs, piece.Purpose))
                    )
                    .Select(network => new Traffic(protocol, interval, network.Cidr, network.Purposes))
            )
            .GroupBy(traffic => traffic.Cidr)
            .OrderBy(network => network.Key)
            .SelectMany(Joined);
        return portless.Concat(ported);
    }

    /// <summary>Ranges, in order, in which each piece covers either all ports or none.</summary>
    private static IEnumerable<NumberRange> Intervals(IEnumerable<NumberRange> ranges)
    {
        var starts = ranges.SelectMany(range => new[] { range.First, range.Last + 1 }).Distinct().Order().ToList();
        return starts.Zip(starts.Skip(1), (start, next) => new NumberRange(start, next - 1));
    }

    private static IEnumerable<Traffic> Joined(IEnumerable<Traffic> sorted)
    {
        Traffic? open = null;
        foreach (var traffic in sorted)
        {
            if (open?.Ports is { } ports && ports.Last + 1 == traffic.Ports!.Value.First)
            {
                open = open with
                {
                    Ports = ports with { Last = traffic.Ports.Value.Last },
                    Purposes = open.Purposes.Union(traffic.Purposes),
                };
                continue;
            }

            if (open is not null)
            {
                yield return open;
            }

            open = traffic;
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    private static IEnumerable<(Cidr Cidr, ImmutableSortedSet<string> Purposes)> Networks(
        IEnumerable<(ImmutableArray<Cidr> Cidrs, string Purpose)> pieces
    )
    {
        var all = pieces.ToList();
        var merged = CidrSet.Merge(all.SelectMany(piece => piece.Cidrs));
        var purposes = merged.Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToArray();
        foreach (var (cidrs, purpose) in all)
        {
            foreach (var cidr in cidrs)
            {
                purposes[IndexOf(merged, cidr)].Add(purpose);
            }
        }

        return merged.Select((cidr, i) => (cidr, purposes[i].ToImmutableSortedSet(StringComparer.Ordinal)));
    }

    /// <summary>The index of the network in a merged set that contains this one; negative if none does.</summary>
    private static int IndexOf(ImmutableArray<Cidr> merged, Cidr cidr)
    {
        var found = merged.BinarySearch(cidr);
        var before = found >= 0 ? found : ~found - 1;
        return before >= 0 && merged[before].Contains(cidr) ? before : -1;
    }
}
