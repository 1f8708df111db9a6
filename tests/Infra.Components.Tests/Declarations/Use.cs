using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Declarations;

/// <summary>One resource registered or function called, with exactly the inputs it was given.</summary>
/// <param name="Unknown">Inputs that were set, but whose value is unknown until the real cloud responds.</param>
internal sealed record Use(
    bool IsResource,
    string Token,
    string Name,
    ImmutableSortedDictionary<string, object> Inputs,
    ImmutableSortedSet<string> Unknown
)
{
    internal static Use Of(Recorded resource) =>
        new(true, resource.Type, resource.Name, resource.Inputs, resource.GivenInputs.Except(resource.Inputs.Keys));

    internal static Use Of(string token, IEnumerable<KeyValuePair<string, object>> args) =>
        new(false, token, "", args.ToImmutableSortedDictionary(StringComparer.Ordinal), []);

    /// <summary>Everything a run used from providers' packages; components and the stack are the program's own.</summary>
    internal static ImmutableArray<Use> All(StackRun run) =>
        [
            .. run
                .Resources.Values.Where(resource =>
                    !resource.Type.StartsWith("infra:", StringComparison.Ordinal) && resource.Type != "pulumi:pulumi:Stack"
                )
                .Select(Of),
            .. run.Mocks.Calls.Select(call => Of(call.Token, call.Args)).OrderBy(call => call.Token, StringComparer.Ordinal),
        ];

    /// <summary>The same text for the same use.</summary>
    internal string Written => $"{this} {TypeScriptValue.Of(Inputs.ToImmutableDictionary())} {string.Join(' ', Unknown)}";

    /// <summary>Whether anything at all was set.</summary>
    internal bool HasInputs => !(Inputs.IsEmpty && Unknown.IsEmpty);

    public override string ToString() => IsResource ? $"{Token} {Name}" : Token;
}
