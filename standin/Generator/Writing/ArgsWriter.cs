using Infra.Sdk.Generation.Contracts;
using Infra.Sdk.Generation.Naming;

namespace Infra.Sdk.Generation.Writing;

/// <summary>A class of inputs to generate.</summary>
/// <param name="Base">ResourceArgs or InvokeArgs; null: determined by the shape.</param>
/// <param name="JsonUnlessString">True for a provider's own inputs: the engine takes all but strings as JSON text.</param>
internal sealed record ArgsClass(
    TypeName Name,
    Shape Shape,
    IReadOnlyList<Property> Properties,
    string? Base = null,
    bool JsonUnlessString = false
);

/// <summary>Classes of inputs: `XArgs`, `XState`, `XInvokeArgs`, `Inputs.XArgs`.</summary>
internal static class ArgsWriter
{
    public static SourceFile Write(ContractNames names, ArgsClass args)
    {
        var text = new CodeText(args.Name);
        var @class = args.Name.Name;
        var @base = args.Base ?? (args.Shape == Shape.Plain ? "InvokeArgs" : "ResourceArgs");
        text.Block($"public sealed class {@class} : global::Pulumi.{@base}", () =>
        {
            foreach (var property in args.Properties)
            {
                InputPropertyWriter.Write(text, names, args, property);
                text.Line();
            }
            text.Block($"public {@class}()", () =>
            {
                foreach (var property in args.Properties)
                    if (DefaultValue.Of(names, property) is { } value)
                        text.Line($"{property.CSharp} = {value};");
            });
            text.Line($"public static new {@class} Empty => new {@class}();");
        });
        return text.File;
    }
}
