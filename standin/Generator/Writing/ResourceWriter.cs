using Infra.Sdk.Generation.Contracts;
using Infra.Sdk.Generation.Naming;

namespace Infra.Sdk.Generation.Writing;

/// <summary>A resource's class with its `Args` and `State`.</summary>
internal static class ResourceWriter
{
    private const string Options = "global::Pulumi.CustomResourceOptions? options = null";
    private const string Id = "global::Pulumi.Input<string>";

    public static IEnumerable<SourceFile> Write(ContractNames names, string token, Resource resource)
    {
        var name = names.Of(token);
        yield return Class(names, name, resource, "CustomResource", token, token);
        yield return ArgsWriter.Write(names, new(name.With("Args"), Shape.Input, resource.Inputs));
        if (resource.State is { } state)
            yield return ArgsWriter.Write(names, new(name.With("State"), Shape.State, state));
    }

    public static IEnumerable<SourceFile> WriteProvider(ContractNames names)
    {
        var provider = names.Contract.Provider;
        var name = new TypeName(names.Package, "Provider");
        var package = names.Contract.Name;
        yield return Class(names, name, provider, "ProviderResource", $"pulumi:providers:{package}", package);
        yield return ArgsWriter.Write(names, new(name.With("Args"), Shape.Input, provider.Inputs, JsonUnlessString: true));
    }

    private static SourceFile Class(ContractNames names, TypeName name, Resource resource, string @base, string type, string registered)
    {
        var text = new CodeText(name);
        var @class = name.Name;
        var optional = !resource.Inputs.Any(p => p.IsRequired);
        if (resource.Deprecation is { } message)
            text.Line($"[global::System.Obsolete({CodeText.Quoted(message)})]");
        text.Line($"[global::{names.Package}.{names.ResourceTypeAttribute}(\"{type}\")]");
        text.Block($"public partial class {@class} : global::Pulumi.{@base}", () =>
        {
            foreach (var property in resource.Outputs)
            {
                text.Line($"[Output(\"{property.Wire}\")]");
                text.Line($"public global::Pulumi.Output<{names.Output(property)}> {property.CSharp} " + "{ get; private set; } = null!;");
                text.Line();
            }
            text.Line($"public {@class}(string name, {@class}Args{(optional ? "? args = null" : " args")}, {Options})");
            Base(text, registered, $"args ?? new {@class}Args()", "\"\"");
            text.Line();
            if (@base == "CustomResource")
                Get(text, @class, registered, resource.State is not null);
            ResourceOptionsWriter.Write(text, names, resource);
        });
        return text.File;
    }

    private static void Get(CodeText text, string @class, string token, bool hasState)
    {
        var stateParameter = hasState ? $"{@class}State? state = null, " : "";
        text.Line($"private {@class}(string name, {Id} id, {stateParameter}{Options})");
        Base(text, token, hasState ? "state" : "null", "id");
        text.Line();
        text.Block($"public static {@class} Get(string name, {Id} id, {stateParameter}{Options})", () =>
            text.Line($"return new {@class}(name, id, {(hasState ? "state, " : "")}options);")
        );
        text.Line();
    }

    private static void Base(CodeText text, string token, string args, string id) =>
        text.Block($"    : base(\"{token}\", name, {args}, MakeResourceOptions(options, {id}))", () => { });
}
