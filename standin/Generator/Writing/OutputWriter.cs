using Infra.Sdk.Generation.Contracts;
using Infra.Sdk.Generation.Naming;
using Microsoft.CodeAnalysis.CSharp;

namespace Infra.Sdk.Generation.Writing;

/// <summary>What the engine returns: `Outputs.X`, `GetXResult`. Only the SDK uses its constructor.</summary>
internal static class OutputWriter
{
    public static SourceFile Write(ContractNames names, TypeName name, IReadOnlyList<Property> properties)
    {
        var text = new CodeText(name);
        text.Line("[OutputType]");
        text.Block($"public sealed class {name.Name}", () =>
        {
            foreach (var property in properties)
                text.Line($"public readonly {names.Output(property)} {property.CSharp};");
            text.Line();
            var parameters = string.Join(", ", properties.Select(p => $"{names.Output(p)} {Parameter(p)}"));
            text.Line("[OutputConstructor]");
            text.Block($"private {name.Name}({parameters})", () =>
            {
                foreach (var property in properties)
                    text.Line($"this.{property.CSharp} = {Parameter(property)};");
            });
        });
        return text.File;
    }

    // The SDK finds a parameter's value by its name, which must remain the wire name even if that is a keyword.
    private static string Parameter(Property property) =>
        SyntaxFacts.GetKeywordKind(property.Wire) == SyntaxKind.None ? property.Wire : "@" + property.Wire;
}
