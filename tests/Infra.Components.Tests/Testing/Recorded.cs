using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Tests.Testing;

/// <summary>A resource as the stack registered it.</summary>
/// <param name="Parent">The parent's name; empty for the stack itself.</param>
/// <param name="Inputs">Known inputs only, as mocks see them.</param>
/// <param name="GivenInputs">Wire names of all inputs set, known or not. An empty list may be among them.</param>
/// <param name="SecretInputs">Top-level inputs (wire names) whose output is marked secret.</param>
internal sealed record Recorded(
    string Type,
    string Name,
    string Parent,
    ImmutableSortedDictionary<string, object> Inputs,
    ImmutableSortedSet<string> GivenInputs,
    ImmutableSortedSet<string> SecretInputs,
    ImmutableSortedSet<string> DependsOn,
    ImmutableSortedSet<string> ReplaceWith,
    ResourceOptions Options
)
{
    internal string Key => $"{Type} {Name}";

    internal object? this[string input] => Inputs.GetValueOrDefault(input);

    /// <summary>The inputs whose change updates an existing resource: all except those in <c>ignoreChanges</c>.</summary>
    internal ImmutableSortedDictionary<string, object> WeighedInputs => Options.IgnoreChanges.Aggregate(Inputs, (inputs, ignored) =>
        {
            // a, a.b and a["b"]: deeper paths do not occur.
            var path = ignored.Split(['.', '[', ']', '"'], StringSplitOptions.RemoveEmptyEntries);
            return path.Length == 1 ? inputs.Remove(path[0])
                : inputs.GetValueOrDefault(path[0]) is ImmutableDictionary<string, object> map && path.Length == 2
                    ? inputs.SetItem(path[0], map.Remove(path[1]))
                : inputs;
        });

    /// <summary>A list of strings; empty if missing.</summary>
    internal string[] Texts(string input) => this[input] is ImmutableArray<object> values ? [.. values.Cast<string>()] : [];

    internal ImmutableDictionary<string, object> Map(string input) => (ImmutableDictionary<string, object>)Inputs[input];
}
