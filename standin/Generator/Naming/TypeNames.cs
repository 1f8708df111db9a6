using Infra.Sdk.Generation.Contracts;

namespace Infra.Sdk.Generation.Naming;

/// <summary>The C# type of a property in each role.</summary>
internal static class TypeNames
{
    private const string Immutable = "global::System.Collections.Immutable.";
    private const string Generic = "global::System.Collections.Generic.";

    /// <summary>The type of a value inside Input or Output, or of a plain one.</summary>
    public static string Value(this ContractNames names, TypeSpec type, Shape shape)
    {
        string Inner(TypeSpec inner) => names.Value(inner, shape);
        var plain = shape == Shape.Plain;
        return type switch
        {
            TypeSpec.Simple simple => simple.CSharp,
            TypeSpec.List list => $"{(plain ? Generic + "List" : Immutable + "ImmutableArray")}<{Inner(list.Item)}>",
            TypeSpec.Map map => $"{(plain ? Generic + "Dictionary" : Immutable + "ImmutableDictionary")}<string, {Inner(map.Item)}>",
            TypeSpec.Either either => $"global::Pulumi.Union<{Inner(either.First)}, {Inner(either.Second)}>",
            TypeSpec.Reference { Token: var token } => (
                names.Contract.EnumTypes.ContainsKey(token) ? names.Of(token) : names.Nested(token, shape)
            ).Full,
            _ => throw new ContractException($"no such type: {type}"),
        };
    }

    /// <summary>The type of an input property, without a `?`.</summary>
    public static string Input(this ContractNames names, TypeSpec type, Shape shape) =>
        (type, shape) switch
        {
            (_, Shape.Plain) => names.Value(type, shape),
            (TypeSpec.List list, _) => $"global::Pulumi.InputList<{names.Value(list.Item, shape)}>",
            (TypeSpec.Map map, _) => $"global::Pulumi.InputMap<{names.Value(map.Item, shape)}>",
            (TypeSpec.Either either, _) =>
                $"global::Pulumi.InputUnion<{names.Value(either.First, shape)}, {names.Value(either.Second, shape)}>",
            _ => $"global::Pulumi.Input<{names.Value(type, shape)}>",
        };

    /// <summary>The type of an output: nullable when optional, except lists, which are then empty.</summary>
    public static string Output(this ContractNames names, Property property) =>
        names.Value(property.Type, Shape.Output) + (property.IsRequired || property.Type is TypeSpec.List ? "" : "?");
}
