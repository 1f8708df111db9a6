namespace Infra.Core.Spec.Identity;

/// <summary>
/// The identity under which the cloud's provider works, in the cloud's own terms. It contains no secret: what proves the identity comes
/// from the environment in which <c>pulumi</c> runs.
/// </summary>
public abstract record RunAs
{
    private RunAs() { }

    /// <summary>An AWS role, assumed with the environment's credentials.</summary>
    /// <param name="Arn"><c>arn:aws:iam::111122223333:role/name</c>, of the project's account.</param>
    /// <param name="ExternalId">What the role's trust policy requires; null if nothing. Not a secret.</param>
    /// <param name="SessionName">Appears in the account's audit log.</param>
    public sealed record AwsRole(string Arn, string? ExternalId, string SessionName) : RunAs
    {
        /// <summary>The account that the role belongs to.</summary>
        public string Account => Arn.Split(':')[4];
    }

    /// <summary>An Azure application. Its secret, certificate or federated token is in the environment.</summary>
    /// <param name="Tenant">The tenant that the subscription trusts: a lower-case UUID.</param>
    /// <param name="Application">The application's (client) ID, not its object ID: a lower-case UUID.</param>
    public sealed record AzureApplication(string Tenant, string Application) : RunAs;

    /// <summary>A Google service account, impersonated with the environment's credentials.</summary>
    /// <param name="Email"><c>name@project.iam.gserviceaccount.com</c></param>
    public sealed record GoogleServiceAccount(string Email) : RunAs;
}
