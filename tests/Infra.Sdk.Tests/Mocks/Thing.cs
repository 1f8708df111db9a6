using System.Collections.Immutable;
using Pulumi;

namespace Infra.Sdk.Tests.Mocks;

/// <summary>A resource with an output of every kind, as provider packages declare them.</summary>
public class Thing(string name, ThingArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("test:index:Thing", name, args ?? new ThingArgs(), options)
{
    [Output("text")]
    public Output<string?> Text { get; private set; } = null!;

    [Output("flag")]
    public Output<bool?> Flag { get; private set; } = null!;

    [Output("count")]
    public Output<int> Count { get; private set; } = null!;

    [Output("ratio")]
    public Output<double?> Ratio { get; private set; } = null!;

    [Output("items")]
    public Output<ImmutableArray<string>> Items { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;

    [Output("nested")]
    public Output<NestedResult?> Nested { get; private set; } = null!;

    [Output("mode")]
    public Output<Mode?> Mode { get; private set; } = null!;

    [Output("either")]
    public Output<Union<string, int>> Either { get; private set; } = null!;

    [Output("anything")]
    public Output<object?> Anything { get; private set; } = null!;

    [Output("document")]
    public Output<System.Text.Json.JsonElement> Document { get; private set; } = null!;
}
