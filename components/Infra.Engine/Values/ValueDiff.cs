using System.Collections.Immutable;

namespace Infra.Engine.Values;

/// <summary>One difference between two values.</summary>
/// <param name="Place">Keys and indices from the top.</param>
internal sealed record Difference(ImmutableArray<string> Place, Value? Before, Value? After)
{
    /// <summary>In the syntax of <see cref="PropertyPath"/>.</summary>
    public string Path =>
        string.Concat(
            Place.Select(
                (segment, i) =>
                    int.TryParse(segment, out _) ? $"[{segment}]"
                    : i == 0 ? segment
                    : segment.Contains('.', StringComparison.Ordinal) ? $"[\"{segment}\"]"
                    : $".{segment}"
            )
        );
}

/// <summary>Differences between two input maps, as deep as both sides have the same shape.</summary>
internal static class ValueDiff
{
    /// <summary>
    /// Secrecy alone is not a difference; an unknown value always is. A secret value is compared as a whole, so that neither its shape
    /// nor the place of a change in it is revealed.
    /// </summary>
    public static ImmutableArray<Difference> Compare(Value.Map before, Value.Map after)
    {
        var found = ImmutableArray.CreateBuilder<Difference>();
        CompareMaps(before, after, [], found);
        return found.ToImmutable();
    }

    private static void Compare(Value? before, Value? after, ImmutableArray<string> place, ImmutableArray<Difference>.Builder found)
    {
        switch (before, after)
        {
            case (Value.Map b, Value.Map a):
                CompareMaps(b, a, place, found);
                break;
            case (Value.List b, Value.List a):
                for (var i = 0; i < Math.Max(b.Items.Length, a.Items.Length); i++)
                    Compare(b.Items.ElementAtOrDefault(i), a.Items.ElementAtOrDefault(i), place.Add($"{i}"), found);
                break;
            default:
                if (before?.Plain() != after?.Plain() || after is { HasUnknown: true })
                    found.Add(new Difference(place, before, after));
                break;
        }
    }

    private static void CompareMaps(
        Value.Map before,
        Value.Map after,
        ImmutableArray<string> place,
        ImmutableArray<Difference>.Builder found
    )
    {
        foreach (var key in before.Items.Keys.Union(after.Items.Keys).Order(StringComparer.Ordinal))
            Compare(before[key], after[key], place.Add(key), found);
    }
}
