namespace Infra.Sdk.Generation.Contracts;

/// <summary>Reads the type of a property.</summary>
internal static class TypeSpecReader
{
    private const string Local = "#/types/";

    public static TypeSpec Read(JsonNode node)
    {
        if (node.Optional("oneOf") is { } cases)
            return Either([.. cases.Items().Select(Read)]);
        if (node.Optional("$ref") is { } reference)
            return Reference(reference);
        var type = node["type"];
        return type.Text switch
        {
            "string" => new TypeSpec.Simple("string"),
            "boolean" => new TypeSpec.Simple("bool"),
            "integer" => new TypeSpec.Simple("int"),
            "number" => new TypeSpec.Simple("double"),
            "array" => new TypeSpec.List(Read(node["items"])),
            "object" => new TypeSpec.Map(Read(node["additionalProperties"])),
            _ => throw type.Wrong("a known type"),
        };
    }

    // The SDK has no class for more than two types: object.
    private static TypeSpec Either(List<TypeSpec> cases) =>
        cases.Count == 2 ? new TypeSpec.Either(cases[0], cases[1]) : new TypeSpec.Simple("object");

    private static TypeSpec Reference(JsonNode reference) =>
        reference.Text switch
        {
            "pulumi.json#/Any" => new TypeSpec.Simple("object"),
            "pulumi.json#/Asset" => new TypeSpec.Simple("global::Pulumi.AssetOrArchive"),
            "pulumi.json#/Archive" => new TypeSpec.Simple("global::Pulumi.Archive"),
            var local when local.StartsWith(Local, StringComparison.Ordinal) => new TypeSpec.Reference(local.Substring(Local.Length)),
            _ => throw reference.Wrong("a known reference"),
        };
}
