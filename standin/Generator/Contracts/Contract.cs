namespace Infra.Sdk.Generation.Contracts;

/// <summary>The required part of one provider package. Dictionaries are keyed by token.</summary>
internal sealed record Contract(
    string Name,
    string Version,
    IReadOnlyDictionary<string, string> Namespaces,
    Resource Provider,
    IReadOnlyDictionary<string, Resource> Resources,
    IReadOnlyDictionary<string, Function> Functions,
    IReadOnlyDictionary<string, ObjectType> ObjectTypes,
    IReadOnlyDictionary<string, EnumType> EnumTypes
);

/// <summary>A resource; <see cref="State"/> qualifies the lookup of an existing one, null if it takes none.</summary>
internal sealed record Resource(
    IReadOnlyList<Property> Outputs,
    IReadOnlyList<Property> Inputs,
    IReadOnlyList<Property>? State,
    IReadOnlyList<string> Aliases,
    string? Deprecation
);

/// <summary>A function; <see cref="Inputs"/> is null if it takes none.</summary>
internal sealed record Function(IReadOnlyList<Property>? Inputs, IReadOnlyList<Property> Outputs);

internal sealed record ObjectType(IReadOnlyList<Property> Properties);

/// <summary>An enum over strings, or over numbers.</summary>
internal sealed record EnumType(bool IsNumber, IReadOnlyList<KeyValuePair<string, object?>> Values);

/// <param name="Wire">The name the engine uses.</param>
/// <param name="CSharp">The name in C#.</param>
/// <param name="Default">A string, bool or double; null: none.</param>
/// <param name="Environment">Variables that provide the default; the first one set wins.</param>
internal sealed record Property(
    string Wire,
    string CSharp,
    TypeSpec Type,
    bool IsRequired,
    bool IsSecret,
    bool ReplacesOnChange,
    object? Default,
    IReadOnlyList<string> Environment,
    string? Deprecation
);
