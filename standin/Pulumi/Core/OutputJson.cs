using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Writes outputs and inputs nested in a value as the JSON of their content, recording their flags.</summary>
internal sealed class OutputJson : JsonConverterFactory
{
    private ImmutableHashSet<Resource> _resources = OutputData.NoResources;
    private bool _isKnown = true;
    private bool _isSecret;

    public static async Task<OutputData<string>> SerializeAsync<T>(Output<T> value, JsonSerializerOptions? options)
    {
        var data = await value.DataTask.ConfigureAwait(false);
        if (!data.IsKnown)
            return new OutputData<string>(data.Resources, "", false, data.IsSecret);

        var nested = new OutputJson();
        var own = options == null ? new JsonSerializerOptions() : new JsonSerializerOptions(options);
        own.Converters.Add(nested);
        var text = JsonSerializer.Serialize(data.Value, own);
        return new OutputData<string>(
            data.Resources.Union(nested._resources),
            nested._isKnown ? text : "",
            nested._isKnown,
            data.IsSecret || nested._isSecret
        );
    }

    public override bool CanConvert(Type typeToConvert) =>
        typeof(IOutput).IsAssignableFrom(typeToConvert) || typeof(IInput).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Writer<>).MakeGenericType(typeToConvert), this)!;

    private void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        var output = value as IOutput ?? ((IInput)value).ToOutput();
        // The writer is synchronous, so this waits, as the real package does.
        var data = output.GetDataAsync().GetAwaiter().GetResult();
        _resources = _resources.Union(data.Resources);
        _isKnown &= data.IsKnown;
        _isSecret |= data.IsSecret;
        JsonSerializer.Serialize(writer, data.IsKnown ? data.Value : null, options);
    }

    private sealed class Writer<T>(OutputJson owner) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException($"{typeToConvert} can be written as JSON, not read.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => owner.Write(writer, value!, options);
    }
}
