using Pulumi;

namespace Infra.Stacks;

/// <summary>Settings beside the project: keys and images, which are the operator's and not the project's.</summary>
/// <param name="PublicKey">One OpenSSH line; null when not configured.</param>
/// <param name="PrivateKey">Secret; null for the SSH agent.</param>
/// <param name="ImageId">The cloud's own image id; null for the newest Debian 12.</param>
internal sealed record OperatorSettings(string? PublicKey, Output<string>? PrivateKey, string? ImageId)
{
    internal static OperatorSettings Read()
    {
        var config = new Config("infra");
        var privateKey = Given(config.Get("operatorPrivateKey")) is null ? null : config.GetSecret("operatorPrivateKey");
        return new OperatorSettings(Given(config.Get("operatorPublicKey")), privateKey, Given(config.Get("imageId")));
    }

    // Pulumi.yaml gives these keys the default "", so that its own schema check does not demand them.
    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
