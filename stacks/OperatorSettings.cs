using Infra.Components.Enrolment;
using Infra.Core.Boot;
using Infra.Core.Spec;
using Pulumi;

namespace Infra.Stacks;

/// <summary>Settings beside the project: keys and images, which are the operator's and not the project's.</summary>
/// <param name="PublicKey">One OpenSSH line; null when not configured.</param>
/// <param name="PrivateKey">Secret; null for the SSH agent.</param>
/// <param name="ImageId">The cloud's own image id; null for the newest Debian 12.</param>
internal sealed record OperatorSettings(string? PublicKey, Output<string>? PrivateKey, string? ImageId)
{
    // The form of a key and the length of one; no private half exists.
    private const string NobodysKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private const string Remedy =
        "Make one with `ssh-keygen -t ed25519` and set it with `pulumi config set infra:operatorPublicKey \"$(cat ~/.ssh/id_ed25519.pub)\"`.";

    /// <exception cref="RunException">An image id that is none of this cloud's, or a private key in clear text.</exception>
    internal static OperatorSettings Read(CloudKind cloud)
    {
        var config = new Config("infra");
        var imageId = Given(config.Get("imageId"));
        if (imageId is not null)
            ImageIds.Check(imageId, cloud);
        return new OperatorSettings(Given(config.Get("operatorPublicKey")), SecretSettings.Read("operatorPrivateKey"), imageId);
    }

    /// <exception cref="RunException">No usable public key, and this run would make nodes that nobody could log in to.</exception>
    internal OperatorAccess Access()
    {
        if (PublicKey is null && Deployment.Instance.IsDryRun)
        {
            Log.Warn($"infra:operatorPublicKey is not set: fine for a plan, refused when nodes are made. {Remedy}");
            return new OperatorAccess(Output.Create(NobodysKey), PrivateKey);
        }

        return PublicKey switch
        {
            null => throw new RunException($"Nobody could log in to the nodes: infra:operatorPublicKey is not set. {Remedy}"),
            { } key when UserData.IsOperatorKey(key) => new OperatorAccess(Output.Create(key), PrivateKey),
            _ => throw new RunException($"infra:operatorPublicKey is not an ed25519 public key (`ssh-ed25519 AAAA…`). {Remedy}"),
        };
    }

    // Pulumi.yaml gives these keys the default "", so that its own schema check does not demand them.
    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
