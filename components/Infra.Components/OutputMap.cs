using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components;

/// <summary>Turns a map of outputs into an output of a map.</summary>
internal static class OutputMap
{
    internal static Output<ImmutableDictionary<string, T>> Join<T>(IReadOnlyDictionary<string, Output<T>> outputs)
    {
        var keys = outputs.Keys.ToImmutableArray();
        return Output.All(keys.Select(key => outputs[key]))
            .Apply(values => keys.Zip(values).ToImmutableDictionary(pair => pair.First, pair => pair.Second));
    }
}
