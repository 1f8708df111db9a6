using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Infra.Cli.Output;

/// <summary>JSON format of this command: indented, camel case, enums as words, nulls kept, quotes and dashes unescaped.</summary>
public static class Json
{
    public static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>On one line.</summary>
    public static readonly JsonSerializerOptions Compact = new(Indented) { WriteIndented = false };
}
