using Infra.Core.Spec.Identity;

namespace Infra.Components.Azure;

/// <summary>Who a provider is, and where it works.</summary>
internal static class ProviderIdentity
{
    /// <param name="subscription">Null: the environment's.</param>
    /// <param name="runAs">Null: the environment's identity.</param>
    internal static void Set(Pulumi.Azure.ProviderArgs args, string? subscription, RunAs? runAs)
    {
        if (subscription is not null)
            args.SubscriptionId = subscription;
        if (runAs is not RunAs.AzureApplication application)
            return;

        args.TenantId ??= application.Tenant;
        args.ClientId = application.Application;
        // What proves it is in the environment: ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH, or ARM_USE_OIDC with a token. Without any,
        // the provider would fall back to whoever is logged in to `az`, or to the machine's own identity:
        // https://github.com/hashicorp/go-azure-sdk/blob/main/sdk/auth/auth.go
        args.UseCli = false;
        args.UseMsi = false;
    }
}
