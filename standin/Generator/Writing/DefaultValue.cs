using System.Globalization;
using Infra.Sdk.Generation.Contracts;
using Infra.Sdk.Generation.Naming;

namespace Infra.Sdk.Generation.Writing;

/// <summary>The expression a class of inputs initialises a property with.</summary>
internal static class DefaultValue
{
    /// <summary>Returns null if the property has no default.</summary>
    public static string? Of(ContractNames names, Property property)
    {
        var literal = Literal(property);
        if (property.Environment.Count == 0)
            return literal;
        var variables = string.Join(", ", property.Environment.Select(CodeText.Quoted));
        var read = $"{names.Package}.Utilities.{Reader(property)}({variables})";
        return $"global::{(literal is null ? read : $"{read} ?? {literal}")}";
    }

    private static string? Literal(Property property) =>
        property.Default switch
        {
            null => null,
            string text => CodeText.Quoted(text),
            bool flag => flag ? "true" : "false",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            var other => throw new ContractException($"'{property.Wire}' cannot have the default {other}"),
        };

    private static string Reader(Property property) =>
        property.Type switch
        {
            TypeSpec.Simple { CSharp: "bool" } => "GetEnvBoolean",
            TypeSpec.Simple { CSharp: "int" } => "GetEnvInt32",
            TypeSpec.Simple { CSharp: "double" } => "GetEnvDouble",
            _ => "GetEnv",
        };
}
