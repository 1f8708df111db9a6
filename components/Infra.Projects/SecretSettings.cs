using System.Text.Json;
using Pulumi;

namespace Infra.Projects;

/// <summary>
/// Settings that must be stored encrypted. Pulumi.yaml cannot enforce it: for a key declared secret, Pulumi rejects any plain-text
/// default, and these keys must have one.
/// </summary>
internal static class SecretSettings
{
    /// <summary>The configuration keys whose values are encrypted, as passed to the SDK by the CLI.</summary>
    private const string SecretKeys = "PULUMI_CONFIG_SECRET_KEYS";

    /// <summary>Returns null if it is not set.</summary>
    /// <exception cref="RunException">It is stored in plain text.</exception>
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
