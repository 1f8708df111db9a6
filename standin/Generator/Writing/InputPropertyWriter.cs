using Infra.Sdk.Generation.Contracts;
using Infra.Sdk.Generation.Naming;

namespace Infra.Sdk.Generation.Writing;

/// <summary>One property of a class of inputs.</summary>
internal static class InputPropertyWriter
{
    public static void Write(CodeText text, ContractNames names, ArgsClass args, Property property)
    {
        var type = names.Input(property.Type, args.Shape);
        var isCollection = property.Type is TypeSpec.List or TypeSpec.Map;
        var isSecret = property.IsSecret && args.Shape != Shape.Plain;
        var attribute = Attribute(args, property);
        if (!isCollection && !isSecret)
        {
            text.Line(attribute);
            Obsolete(text, property);
            text.Line(
                $"public {type}{(property.IsRequired ? "" : "?")} {property.CSharp} {{ get; set; }}"
                    + (property.IsRequired ? " = default!;" : "")
            );
            return;
        }

        // As in the real packages the attribute is on the field, so that the engine can tell unset from empty.
        var field = "_" + property.Wire;
        text.Line(attribute);
        text.Line($"private {type}? {field};");
        text.Line();
        Obsolete(text, property);
        text.Block($"public {type}{(isCollection ? "" : "?")} {property.CSharp}", () =>
        {
            text.Line(isCollection ? $"get => {field} ??= new {type}();" : $"get => {field};");
            text.Line(
                isSecret
                    ? $"set => {field} = value is null ? null : global::Pulumi.Output.CreateSecret(value.ToOutput());"
                    : $"set => {field} = value;"
            );
        });
    }

    private static string Attribute(ArgsClass args, Property property)
    {
        var json = args.JsonUnlessString && property.Type is not TypeSpec.Simple { CSharp: "string" };
        var required = property.IsRequired ? ", required: true" : "";
        return $"[Input(\"{property.Wire}\"{required}{(json ? ", json: true" : "")})]";
    }

    private static void Obsolete(CodeText text, Property property)
    {
        if (property.Deprecation is { } message)
            text.Line($"[global::System.Obsolete({CodeText.Quoted(message)})]");
    }
}
