using System.Collections.Immutable;
using Infra.Engine.Values;
using Pulumi;

namespace Infra.Engine.Program;

/// <summary>One resource as the program declared it.</summary>
internal sealed class ResourceRecord
{
    public required Resource Resource { get; init; }

    public required string Urn { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public required string Parent { get; init; }

    public required bool Custom { get; init; }

    public required DeclaredOptions Options { get; init; }

    /// <summary>Completes when everything the resource waits for is ready; faults if any of it has failed.</summary>
    public required Task<DeclaredInputs> Inputs { get; init; }

    /// <summary>It exists already and is only read, or is to be imported: only the pulumi CLI can do that.</summary>
    public bool ImportsOrReads { get; set; }

    /// <summary>The engine is handling the resource, or has done so.</summary>
    public bool Running { get; set; }

    /// <summary>Completes when it is decided whether the resource is replaced.</summary>
    public TaskCompletionSource<bool> Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the engine has handled the resource, successfully or not.</summary>
    public TaskCompletionSource Handled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string ToString() => $"{Name} ({Type})";
}

/// <summary>The inputs of a resource and where they come from.</summary>
/// <param name="Dependencies">URNs, sorted; without the parent.</param>
internal sealed record DeclaredInputs(Value.Map Values, Value? ReplacementTrigger, ImmutableArray<string> Dependencies)
{
    /// <summary>URNs of resources whose replacement also replaces this one.</summary>
    public ImmutableArray<string> ReplaceWith { get; init; } = [];
}

/// <summary>The resource options the engine honours.</summary>
internal sealed record DeclaredOptions
{
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    public bool DeleteBeforeReplace { get; init; }

    public bool Protect { get; init; }

    public bool RetainOnDelete { get; init; }

    public string? DeletedWith { get; init; }

    public static DeclaredOptions Of(ResourceOptions options, Func<Resource, string> urnOf)
    {
        var custom = options as CustomResourceOptions;
        return new DeclaredOptions
        {
            IgnoreChanges = [.. options.IgnoreChanges],
            ReplaceOnChanges = [.. options.ReplaceOnChanges],
            AdditionalSecretOutputs = [.. custom?.AdditionalSecretOutputs ?? []],
            DeleteBeforeReplace = custom?.DeleteBeforeReplace ?? false,
            Protect = options.Protect ?? false,
            RetainOnDelete = options.RetainOnDelete ?? false,
            DeletedWith = options.DeletedWith is { } with ? urnOf(with) : null,
        };
    }

    /// <summary>One line each, for the plan's reader.</summary>
    public ImmutableArray<string> Describe() =>
        [
            .. Listed("additionalSecretOutputs", AdditionalSecretOutputs),
            .. Flag("deleteBeforeReplace", DeleteBeforeReplace),
            .. Listed("ignoreChanges", IgnoreChanges),
            .. Flag("protect", Protect),
            .. Listed("replaceOnChanges", ReplaceOnChanges),
            .. Flag("retainOnDelete", RetainOnDelete),
        ];

    private static IEnumerable<string> Listed(string name, ImmutableArray<string> items) =>
        items.IsEmpty ? [] : [$"{name}: {string.Join(", ", items)}"];

    private static IEnumerable<string> Flag(string name, bool set) => set ? [name] : [];
}
