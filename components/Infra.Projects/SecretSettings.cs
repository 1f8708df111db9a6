using System.Text.Json;
using Pulumi;

namespace Infra.Projects;

/// <summary>Settings that must be stored encrypted; what is in clear text is refused before they are read.</summary>
internal static class SecretSettings
{
    /// <summary>The configuration keys whose values are encrypted, as the SDK gets them from the command.</summary>
    private const string SecretKeys = "PULUMI_CONFIG_SECRET_KEYS";

    /// <summary>Null when it is not set.</summary>
    internal static Output<string>? Read(string key)
    {
        var config = new Config("infra");
        return string.IsNullOrWhiteSpace(config.Get(key)) ? null : config.GetSecret(key);
    }

    /// <param name="key">Whole: <c>infra:operatorPrivateKey</c>.</param>
    internal static bool IsEncrypted(string key) =>
        Environment.GetEnvironmentVariable(SecretKeys) is { Length: > 0 } keys
        && JsonSerializer.Deserialize<string[]>(keys)?.Contains(key) == true;
}
