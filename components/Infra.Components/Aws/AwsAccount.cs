using Pulumi;

namespace Infra.Components.Aws;

/// <summary>The account that the provider's credentials are for.</summary>
internal static class AwsAccount
{
    /// <summary>Its id, 12 digits, as the provider of the resources beside it sees it.</summary>
    /// <param name="options">Options of a resource of the same provider; its parent's provider is asked.</param>
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
