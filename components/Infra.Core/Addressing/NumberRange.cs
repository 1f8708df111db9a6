namespace Infra.Core.Addressing;

/// <summary>Adjacent numbers as one range: ports of a set, node counts in a message.</summary>
/// <param name="Last">Inclusive.</param>
public readonly record struct NumberRange(int First, int Last)
{
    /// <summary>The fewest ranges that contain exactly these numbers, in order.</summary>
    public static IEnumerable<NumberRange> Of(IEnumerable<int> numbers) => Merge(numbers.Select(number => new NumberRange(number, number)));

    /// <summary>The same numbers in the fewest ranges, in order.</summary>
    public static IEnumerable<NumberRange> Merge(IEnumerable<NumberRange> ranges)
    {
        NumberRange? open = null;
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (open is { } before && range.First <= before.Last + 1)
            {
                open = before with { Last = Math.Max(before.Last, range.Last) };
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = range;
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    /// <summary><c>3</c> or <c>3-30</c>.</summary>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
