using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Infra.Components.Tests.Declarations;

/// <summary>A recorded input as a TypeScript literal, on one line.</summary>
internal static class TypeScriptValue
{
    internal static string Of(object value) =>
        value switch
        {
            string text => JsonSerializer.Serialize(text),
            bool flag => flag ? "true" : "false",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            ImmutableDictionary<string, object> map => "{ "
                + string.Join(
                    ", ",
                    map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                        .Select(pair => $"{JsonSerializer.Serialize(pair.Key)}: {Of(pair.Value)}")
                )
                + " }",
            IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Of))}]",
            _ => throw new InvalidOperationException($"An input of type {value.GetType()} has no literal."),
        };

    /// <summary>A provider's input: anything but text is sent as JSON, which is valid TypeScript.</summary>
    internal static string OfProvider(object value)
    {
        if (value is not string text)
            return Of(value);
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.True or JsonValueKind.False
                ? json.RootElement.GetRawText()
                : Of(text);
        }
        catch (JsonException)
        {
            return Of(text);
        }
    }
}
