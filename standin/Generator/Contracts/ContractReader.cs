namespace Infra.Sdk.Generation.Contracts;

/// <summary>Reads a contract's JSON. Throws <see cref="ContractException"/>.</summary>
internal static class ContractReader
{
    public static Contract Read(string text)
    {
        var root = JsonReader.Read(text);
        var types = root["types"].Members().ToList();
        return new Contract(
            root["name"].Text,
            root["version"].Text,
            root["language"]["csharp"]["namespaces"].Members().ToDictionary(n => n.Key, n => n.Value.Text),
            Resource(root["provider"]),
            root["resources"].Members().ToDictionary(r => r.Key, r => Resource(r.Value)),
            root["functions"].Members().ToDictionary(f => f.Key, f => Function(f.Value)),
            types
                .Where(t => t.Value.Optional("enum") is null)
                .ToDictionary(t => t.Key, t => new ObjectType(Properties(t.Value, "properties", "required"))),
            types.Where(t => t.Value.Optional("enum") is not null).ToDictionary(t => t.Key, t => Enum(t.Value))
        );
    }

    private static Resource Resource(JsonNode node) =>
        new(
            Properties(node, "properties", "required"),
            Properties(node, "inputProperties", "requiredInputs"),
            node.Optional("stateInputs") is { } state ? Properties(state, "properties", "required") : null,
            node.Optional("aliases")?.Items().Select(a => a["type"].Text).ToList() ?? [],
            node.Optional("deprecationMessage")?.Text
        );

    private static Function Function(JsonNode node) =>
        new(
            node.Optional("inputs") is { } inputs ? Properties(inputs, "properties", "required") : null,
            Properties(node["outputs"], "properties", "required")
        );

    private static EnumType Enum(JsonNode node) =>
        new(
            node["type"].Text != "string",
            [.. node["enum"].Items().Select(v => new KeyValuePair<string, object?>(v["name"].Text, v["value"].Value))]
        );

    private static List<Property> Properties(JsonNode owner, string properties, string required)
    {
        var names = new HashSet<string>(owner[required].Items().Select(n => n.Text), StringComparer.Ordinal);
        return [.. owner[properties].Members().Select(p => Property(p.Key, p.Value, names.Contains(p.Key)))];
    }

    private static Property Property(string name, JsonNode node, bool required) =>
        new(
            name,
            node.Optional("language")?["csharp"]["name"].Text ?? char.ToUpperInvariant(name[0]) + name.Substring(1),
            TypeSpecReader.Read(node),
            required,
            node.Flag("secret"),
            node.Flag("replaceOnChanges"),
            node.Optional("default")?.Value,
            node.Optional("defaultInfo")?["environment"].Items().Select(v => v.Text).ToList() ?? [],
            node.Optional("deprecationMessage")?.Text
        );
}
