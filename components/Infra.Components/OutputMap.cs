using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components;

/// <summary>Turns a map of outputs into an output of a map.</summary>
internal static class OutputMap
{
    /// <summary>Null if any of them is, because its resource was excluded from this run.</summary>
    internal static Output<ImmutableDictionary<string, T>> All<T>(IReadOnlyDictionary<string, Output<T>> outputs)
    {
        var keys = outputs.Keys.ToImmutableArray();
        return Output
            .All(keys.Select(key => outputs[key]))
            .Derive(values => keys.Zip(values).ToImmutableDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>Only those that exist: resources excluded from this run are missing from the map.</summary>
    internal static Output<ImmutableDictionary<string, T>> Existing<T>(IReadOnlyDictionary<string, Output<T>> outputs)
    {
        var keys = outputs.Keys.ToImmutableArray();
        // Wrapped, because Derive returns nothing at all for a list with a missing item.
        return Output
            .All(keys.Select(key => outputs[key]).Select(Derivation.Optional))
            .Derive(values =>
                keys.Zip(values)
                    .Where(pair => !pair.Second.IsDefaultOrEmpty)
                    .ToImmutableDictionary(pair => pair.First, pair => pair.Second[0])
            );
    }
}
