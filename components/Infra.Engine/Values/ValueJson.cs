using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Engine.State;

namespace Infra.Engine.Values;

/// <summary>
/// Values in the state file: plain JSON, secrets as <c>{"$secret": "…"}</c> with the ciphertext. A map with a key that starts with
/// <c>$</c> is written as <c>{"$map": {…}}</c>, so that no value from a program can be read as a secret.
/// </summary>
internal static class ValueJson
{
    private const string SecretKey = "$secret";
    private const string MapKey = "$map";

    public static JsonNode Write(Value value, SecretBox box) =>
        value switch
        {
            Value.Bool b => JsonValue.Create(b.Content),
            Value.Number n => ValueDisplay.Number(n.Content),
            Value.Text t => JsonValue.Create(t.Content),
            Value.List l => new JsonArray([.. l.Items.Select(i => (JsonNode?)Write(i, box))]),
            Value.Map m => WriteMap(m, box),
            Value.Secret s => new JsonObject { [SecretKey] = box.Seal(Write(s.Content, box).ToJsonString()) },
            _ => throw new InvalidOperationException("An unknown value cannot be stored."),
        };

    /// <summary>
    /// Throws <see cref="JsonException"/> for text Write cannot have written, and whatever <paramref name="box"/> throws.
    /// </summary>
    public static Value Read(JsonNode? node, SecretBox box) =>
        node switch
        {
            JsonObject o when o.TryGetPropertyValue(SecretKey, out var sealedText) => Value.SecretOf(
                Read(JsonNode.Parse(box.Open(sealedText!.GetValue<string>())), box)
            ),
            JsonObject o when o.TryGetPropertyValue(MapKey, out var inner) => ReadMap(inner!.AsObject(), box),
            JsonObject o => ReadMap(o, box),
            JsonArray a => new Value.List([.. a.Select(item => Read(item, box))]),
            JsonValue v when v.GetValueKind() is JsonValueKind.True or JsonValueKind.False => new Value.Bool(v.GetValue<bool>()),
            JsonValue v when v.GetValueKind() == JsonValueKind.Number => new Value.Number(v.GetValue<double>()),
            JsonValue v when v.GetValueKind() == JsonValueKind.String => new Value.Text(v.GetValue<string>()),
            _ => throw new JsonException($"'{node?.ToJsonString() ?? "null"}' is not a value."),
        };

    private static JsonObject WriteMap(Value.Map map, SecretBox box)
    {
        var written = new JsonObject(map.Items.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Write(p.Value, box))));
        return map.Items.Keys.Any(k => k.StartsWith('$')) ? new JsonObject { [MapKey] = written } : written;
    }

    private static Value.Map ReadMap(JsonObject map, SecretBox box) =>
        Value.MapOf(map.Select(p => KeyValuePair.Create(p.Key, Read(p.Value, box))));
}
