namespace Infra.Core.Addressing;

/// <summary>Neighbouring numbers as one: ports of a set, node counts of a message.</summary>
/// <param name="Last">Inclusive.</param>
public readonly record struct NumberRange(int First, int Last)
{
    /// <summary>The fewest ranges that hold exactly these numbers, in order.</summary>
    public static IEnumerable<NumberRange> Of(IEnumerable<int> numbers)
    {
        NumberRange? open = null;
        foreach (var number in numbers.Distinct().Order())
        {
            if (open is { } range && range.Last + 1 == number)
            {
                open = range with { Last = number };
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = new NumberRange(number, number);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    /// <summary><c>3</c> or <c>3-30</c>.</summary>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
