using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi;

/// <summary>
/// The stack's configuration from the environment: PULUMI_CONFIG, a JSON object of "project:key" to text. PULUMI_CONFIG_SECRET_KEYS only
/// makes the real package warn, so it is ignored.
/// </summary>
internal static class ConfigEnvironment
{
    public static ImmutableDictionary<string, string> Read()
    {
        if (Environment.GetEnvironmentVariable("PULUMI_CONFIG") is not { } text)
            return ImmutableDictionary<string, string>.Empty;

        using var json = JsonDocument.Parse(text);
        return json
            .RootElement.EnumerateObject()
            .ToImmutableDictionary(property => WithoutConfigPart(property.Name), property => property.Value.ToString());
    }

    /// <summary>"project:config:key" is an old form of "project:key".</summary>
    private static string WithoutConfigPart(string key) =>
        key.Split(':', 3) is [{ Length: > 0 } project, "config", var rest] ? $"{project}:{rest}" : key;
}
