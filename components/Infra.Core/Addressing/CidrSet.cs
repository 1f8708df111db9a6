using System.Collections.Immutable;

namespace Infra.Core.Addressing;

/// <summary>Exact operations on sets of networks, in which order and duplicates do not matter.</summary>
public static class CidrSet
{
    /// <summary>
    /// The same addresses in the fewest networks: sorted, contained ones dropped, sibling halves merged. 0.0.0.0/1 and 128.0.0.0/1 become
    /// 0.0.0.0/0, so splitting cannot hide "everyone".
    /// </summary>
    public static ImmutableArray<Cidr> Merge(IEnumerable<Cidr> cidrs)
    {
        var merged = new List<Cidr>();
        foreach (var cidr in cidrs.Order())
        {
            // Including duplicates.
            if (merged.Count > 0 && merged[^1].Contains(cidr))
            {
                continue;
            }

            merged.Add(cidr);
            while (merged.Count > 1 && TryJoin(merged[^2], merged[^1]) is { } joined)
            {
                merged.RemoveRange(merged.Count - 2, 2);
                merged.Add(joined);
            }
        }

        return [.. merged];
    }

    /// <summary>The addresses that are in both sets, in the fewest networks.</summary>
    public static ImmutableArray<Cidr> Intersect(IEnumerable<Cidr> left, IReadOnlyCollection<Cidr> right) =>
        Merge(from one in left from other in right where one.Overlaps(other) select one.PrefixLength > other.PrefixLength ? one : other);

    /// <summary>The addresses of the first set that are not in the second, in the fewest networks.</summary>
    public static ImmutableArray<Cidr> Subtract(IEnumerable<Cidr> from, IEnumerable<Cidr> what)
    {
        var removed = Merge(what);
        return Merge(Merge(from).SelectMany(cidr => Without(cidr, removed)));
    }

    private static IEnumerable<Cidr> Without(Cidr cidr, ImmutableArray<Cidr> removed)
    {
        if (removed.Any(other => other.Contains(cidr)))
        {
            return [];
        }

        var inside = removed.Where(cidr.Contains).ToImmutableArray();
        return inside.IsEmpty
            ? [cidr]
            : Enumerable.Range(0, 2).SelectMany(half => Without(cidr.Subnet(cidr.PrefixLength + 1, (UInt128)half), inside));
    }

    private static Cidr? TryJoin(Cidr lower, Cidr upper)
    {
        if (lower.Family != upper.Family || lower.PrefixLength != upper.PrefixLength || lower.PrefixLength == 0)
        {
            return null;
        }

        var parent = Cidr.Containing(lower.Network, lower.PrefixLength - 1);
        return parent.Contains(upper) && lower != upper ? parent : null;
    }
}
