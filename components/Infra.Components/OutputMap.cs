using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components;

/// <summary>Turns a map of outputs into an output of a map.</summary>
internal static class OutputMap
{
    /// <summary>Null where any of them is, because its resource was left out of this run.</summary>
    internal static Output<ImmutableDictionary<string, T>> All<T>(IReadOnlyDictionary<string, Output<T>> outputs)
    {
        var keys = outputs.Keys.ToImmutableArray();
        return Output
            .All(keys.Select(key => outputs[key]))
            .Derive(values => keys.Zip(values).ToImmutableDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>Those that are there: what was left out of this run is left out of the map.</summary>
    internal static Output<ImmutableDictionary<string, T>> Existing<T>(IReadOnlyDictionary<string, Output<T>> outputs)
    {
        var keys = outputs.Keys.ToImmutableArray();
        // Wrapped, because Derive gives nothing at all for a list that misses something.
        return Output
            .All(keys.Select(key => outputs[key]).Select(Derivation.Optional))
            .Derive(values =>
                keys.Zip(values)
                    .Where(pair => !pair.Second.IsDefaultOrEmpty)
                    .ToImmutableDictionary(pair => pair.First, pair => pair.Second[0])
            );
    }
}
