using Pulumi;

namespace Infra.Components.Aws;

/// <summary>The account the provider's credentials belong to.</summary>
internal static class AwsAccount
{
    /// <summary>The account ID, 12 digits, as seen by the provider of the surrounding resources.</summary>
    /// <param name="options">Options of a resource of the same provider; the call uses its parent's provider.</param>
    internal static Output<string> Id(CustomResourceOptions options) =>
        Derivation.Ask(
            () =>
                Pulumi.Aws.GetCallerIdentity.InvokeAsync(
                    new Pulumi.Aws.GetCallerIdentityArgs(),
                    new InvokeOptions { Parent = options.Parent }
                ),
            caller => caller.AccountId
        );
}
