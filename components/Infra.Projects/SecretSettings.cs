using System.Text.Json;
using Pulumi;

namespace Infra.Projects;

/// <summary>
/// Settings that must be stored encrypted. Pulumi.yaml cannot demand it: Pulumi holds every plain default of a key declared secret
/// against the stack, and a default they must have.
/// </summary>
internal static class SecretSettings
{
    /// <summary>The configuration keys whose values are encrypted, as the SDK gets them from the command.</summary>
    private const string SecretKeys = "PULUMI_CONFIG_SECRET_KEYS";

    /// <summary>Null when it is not set.</summary>
    /// <exception cref="RunException">It is stored in clear text.</exception>
    internal static Output<string>? Read(string key)
    {
        var config = new Config("infra");
        if (string.IsNullOrWhiteSpace(config.Get(key)))
            return null;
        return IsEncrypted($"infra:{key}")
            ? config.GetSecret(key)
            : throw new RunException(
                $"infra:{key} is in the stack file in clear text. Treat it as compromised and create a new one; then "
                    + $"`pulumi config rm infra:{key}` and `pulumi config set --secret infra:{key} < FILE`."
            );
    }

    private static bool IsEncrypted(string key) =>
        Environment.GetEnvironmentVariable(SecretKeys) is { Length: > 0 } keys
        && JsonSerializer.Deserialize<string[]>(keys)?.Contains(key) == true;
}
