using System.Text.Json;
using Pulumi;

namespace Infra.Projects;

/// <summary>Settings that must be stored encrypted; plain-text ones are rejected before they are read.</summary>
internal static class SecretSettings
{
    /// <summary>The configuration keys whose values are encrypted, as passed to the SDK by the CLI.</summary>
    private const string SecretKeys = "PULUMI_CONFIG_SECRET_KEYS";

    /// <summary>Returns null if it is not set.</summary>
    internal static Output<string>? Read(string key)
    {
        var config = new Config("infra");
        return string.IsNullOrWhiteSpace(config.Get(key)) ? null : config.GetSecret(key);
    }

    /// <param name="key">The full key: <c>infra:operatorPrivateKey</c>.</param>
    internal static bool IsEncrypted(string key) =>
        Environment.GetEnvironmentVariable(SecretKeys) is { Length: > 0 } keys
        && JsonSerializer.Deserialize<string[]>(keys)?.Contains(key) == true;
}
