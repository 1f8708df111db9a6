using System.Text.Json.Nodes;

namespace Infra.Engine.Values;

/// <summary>Values in a form that is safe to show to anyone.</summary>
internal static class ValueDisplay
{
    public const string SecretText = "[secret]";
    public const string UnknownText = "<unknown>";

    /// <summary>Whole numbers without a fraction, secrets masked, unknown values marked.</summary>
    public static JsonNode Of(Value value) =>
        value switch
        {
            Value.Bool b => JsonValue.Create(b.Content),
            Value.Number n => Number(n.Content),
            Value.Text t => JsonValue.Create(t.Content),
            Value.List l => new JsonArray([.. l.Items.Select(i => (JsonNode?)Of(i))]),
            Value.Map m => Of(m),
            Value.Secret => JsonValue.Create(SecretText),
            _ => JsonValue.Create(UnknownText),
        };

    public static JsonObject Of(Value.Map map) => new(map.Items.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Of(p.Value))));

    public static JsonNode Number(double number) =>
        double.IsInteger(number) && Math.Abs(number) < 1L << 53 ? JsonValue.Create((long)number) : JsonValue.Create(number);
}
