namespace Infra.Sdk.Generation.Contracts;

/// <summary>A JSON value and its path. Throws <see cref="ContractException"/> if read as the wrong kind.</summary>
internal sealed class JsonNode(string path, object? value)
{
    public object? Value => value;

    public string Text => value as string ?? throw Wrong("a string");

    public JsonNode this[string key] => Optional(key) ?? throw new ContractException($"{path} has no '{key}'");

    public JsonNode? Optional(string key) => Object().TryGetValue(key, out var found) ? new($"{path}.{key}", found) : null;

    public bool Flag(string key) => Optional(key)?.Value is true;

    public IEnumerable<KeyValuePair<string, JsonNode>> Members() =>
        Object().Select(pair => new KeyValuePair<string, JsonNode>(pair.Key, new($"{path}.{pair.Key}", pair.Value)));

    public IEnumerable<JsonNode> Items() =>
        (value as List<object?> ?? throw Wrong("a list")).Select((item, index) => new JsonNode($"{path}[{index}]", item));

    public ContractException Wrong(string wanted) => new($"{path} is not {wanted}");

    private Dictionary<string, object?> Object() => value as Dictionary<string, object?> ?? throw Wrong("an object");
}
