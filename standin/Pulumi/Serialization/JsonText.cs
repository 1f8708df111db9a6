using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>The JSON text of a property marked <c>json: true</c>: keys sorted, spaced like the output of protobuf's printer.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null if unset; else an output with the flags of everything inside.</summary>
    public static Output<string>? Of(object? value)
    {
        return value == null ? null : new Output<string>(GetDataAsync());

        async Task<OutputData<string>> GetDataAsync()
        {
            var property = await SerializedProperty.OfAsync("json", value).ConfigureAwait(false);
            var text = property.IsKnown ? Print(property.Value) : "";
            return new OutputData<string>([.. property.Dependencies], text, property.IsKnown, property.IsSecret);
        }
    }

    private static string Print(object? value) =>
        value switch
        {
            ImmutableDictionary<string, object> map when map.IsEmpty => "{ }",
            ImmutableDictionary<string, object> map => "{ "
                + string.Join(
                    ", ",
                    map.OrderBy(item => item.Key, StringComparer.Ordinal)
                        .Select(item => $"{JsonSerializer.Serialize(item.Key, Plain)}: {Print(item.Value)}")
                )
                + " }",
            ImmutableArray<object?> list when list.IsEmpty => "[ ]",
            ImmutableArray<object?> list => "[ " + string.Join(", ", list.Select(Print)) + " ]",
            _ => JsonSerializer.Serialize(value, Plain),
        };
}
