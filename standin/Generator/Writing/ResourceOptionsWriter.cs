using Infra.Sdk.Generation.Contracts;
using Infra.Sdk.Generation.Naming;

namespace Infra.Sdk.Generation.Writing;

/// <summary>The options a resource adds to the caller's: version, aliases, secret outputs, replacing properties.</summary>
internal static class ResourceOptionsWriter
{
    private const string Options = "global::Pulumi.CustomResourceOptions";

    public static void Write(CodeText text, ContractNames names, Resource resource)
    {
        const string Parameters = $"{Options}? options, global::Pulumi.Input<string>? id";
        text.Block($"private static {Options} MakeResourceOptions({Parameters})", () =>
        {
            text.Block(
                $"var defaultOptions = new {Options}",
                () =>
                {
                    text.Line($"Version = global::{names.Package}.Utilities.Version,");
                    List(text, "Aliases", resource.Aliases.Select(a => $"new global::Pulumi.Alias {{ Type = \"{a}\" }}"));
                    List(text, "AdditionalSecretOutputs", Secrets(resource).Select(CodeText.Quoted));
                    List(text, "ReplaceOnChanges", resource.Outputs.Where(p => p.ReplacesOnChange).Select(Path));
                },
                end: "};"
            );
            text.Line($"var merged = {Options}.Merge(defaultOptions, options);");
            // An ID in the options wins if none is given here, as `Get` passes its own.
            text.Line("merged.Id = id ?? merged.Id;");
            text.Line("return merged;");
        });
    }

    private static IEnumerable<string> Secrets(Resource resource) =>
        resource
            .Outputs.Concat(resource.Inputs.Where(i => i.IsSecret))
            .Where(p => p.IsSecret)
            .Select(p => p.Wire)
            .Distinct()
            .OrderBy(name => name, StringComparer.Ordinal);

    private static string Path(Property property) =>
        CodeText.Quoted(property.Wire + (property.Type is TypeSpec.List or TypeSpec.Map ? "[*]" : ""));

    private static void List(CodeText text, string option, IEnumerable<string> items)
    {
        var all = string.Join(", ", items);
        if (all.Length > 0)
            text.Line($"{option} = {{ {all} }},");
    }
}
