using System.Text.Json;
using Infra.Components.Enrolment;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Pulumi;

namespace Infra.Projects;

/// <summary>Settings outside the project: keys and images, which belong to the operator and not the project.</summary>
/// <param name="Keys">Who may log in: both settings combined; empty if neither is set.</param>
/// <param name="HasOwnPair">Whether this run logs in with the private half of a configured key, even on the local cloud.</param>
/// <param name="PrivateKey">Secret; null for the SSH agent.</param>
/// <param name="PrivateKeyPassword">Secret; null if the key is not encrypted.</param>
/// <param name="ImageId">The cloud's own image ID; null for the newest Debian 12.</param>
internal sealed record OperatorSettings(
    OperatorKeys Keys,
    bool HasOwnPair,
    Output<string>? PrivateKey,
    Output<string>? PrivateKeyPassword,
    string? ImageId
)
{
    private const string One = "operatorPublicKey";
    private const string More = "operatorPublicKeys";

    private const string Remedy =
        "Create one with `ssh-keygen -t ed25519` and set it with `pulumi config set infra:operatorPublicKey \"$(cat ~/.ssh/id_ed25519.pub)\"`.";

    /// <summary>As supplied by Pulumi: from the stack file, which has already been checked, from <c>--config</c>, or decrypted.</summary>
    /// <exception cref="RunException">An invalid key, an image ID that is not valid on this cloud, or a secret in plain text.</exception>
    internal static OperatorSettings Read(CloudKind cloud)
    {
        var config = new Config("infra");
        var imageId = Given(config.Get("imageId"));
        if (imageId is not null && ImageIds.Problem(imageId, cloud) is { } problem)
            throw new RunException($"infra:imageId {problem}. Correct it, or remove it to use the newest Debian 12.");
        var one = Given(config.Get(One));
        var keys = (one is null ? [] : new[] { Key(One, one) }).Concat(List(Given(config.Get(More))).Select(text => Key(More, text)));
        return new OperatorSettings(
            OperatorKeys.Of(keys),
            one is not null,
            SecretSettings.Read("operatorPrivateKey"),
            SecretSettings.Read("operatorPrivateKeyPassword"),
            imageId
        );
    }

    /// <exception cref="RunException">No public key is set, so this run would create nodes nobody could log in to.</exception>
    internal OperatorAccess Access()
    {
        if (!Keys.AreSomebodys && !Deployment.Instance.IsDryRun)
            throw new RunException($"Nobody could log in to the nodes: infra:operatorPublicKey is not set. {Remedy}");
        if (!Keys.AreSomebodys)
            Log.Warn($"infra:operatorPublicKey is not set: a plan works without it, but nodes cannot be created. {Remedy}");
        return new OperatorAccess(Output.Create(Keys), PrivateKey) { PrivateKeyPassword = PrivateKeyPassword };
    }

    private static OperatorKey Key(string setting, string text) =>
        OperatorKey.Parse(text, out var problem) ?? throw new RunException($"infra:{setting} {problem}. {Remedy}");

    private static string[] List(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize<string[]>(json) ?? [];
        }
        catch (JsonException)
        {
            throw new RunException($"infra:{More} is not a list of strings. Write one into the stack file: [\"ssh-ed25519 AAAA…\"].");
        }
    }

    // Pulumi.yaml gives these keys empty defaults, so that its own schema check does not require them.
    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
