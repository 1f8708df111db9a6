using System.Collections.Immutable;

namespace Infra.Engine.Values;

/// <summary>
/// The <c>ignoreChanges</c> option: at the given paths the last value remains, whatever the program declares now, even if the resource is
/// updated for another reason. A replacement takes the new ones.
/// </summary>
internal static class IgnoredChanges
{
    public static Value.Map Apply(Value.Map before, Value.Map after, IReadOnlyCollection<string> paths)
    {
        if (paths.Count == 0)
            return after;
        var parsed = paths.Select(PropertyPath.Parse).ToArray();
        return (Value.Map)Merge(before, after, [], parsed)!;
    }

    private static Value? Merge(Value? before, Value? after, ImmutableArray<string> place, PropertyPath[] ignored)
    {
        if (ignored.Any(path => path.Covers(place)))
            return before;
        return (before, after) switch
        {
            (Value.Map b, Value.Map a) => Value.MapOf(
                b.Items.Keys.Union(a.Items.Keys)
                    .Select(key => (Key: key, Value: Merge(b[key], a[key], place.Add(key), ignored)))
                    .Where(pair => pair.Value is not null)
                    .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!))
            ),
            (Value.List b, Value.List a) => new Value.List([
                .. Enumerable
                    .Range(0, Math.Max(a.Items.Length, b.Items.Length))
                    .Select(i => Merge(b.Items.ElementAtOrDefault(i), a.Items.ElementAtOrDefault(i), place.Add($"{i}"), ignored))
                    .OfType<Value>(),
            ]),
            _ => after,
        };
    }
}
