using Infra.Core.Catalog;
using Infra.Core.Clouds;

namespace Infra.Core.Spec;

/// <summary>Where nodes cannot have public addresses.</summary>
internal static class PublicAddressRules
{
    /// <summary>What stands in the way, and what to do instead; null where nothing does.</summary>
    /// <param name="cloud">Null when unknown.</param>
    /// <param name="deployment">Null when unknown.</param>
    internal static (string Reason, string Remedy)? Obstacle(CloudKind? cloud, DeploymentModel? deployment, bool existingNetwork) =>
        deployment == DeploymentModel.Ece
            ? ("No node of an enhanced compliance environment has a public address.", "Remove the key; clients come over peerings.")
        : existingNetwork && cloud is { } kind && CloudLimits.For(kind) is { PublicAddressesNeedSubnets: true }
            ? (
                $"On {Words.Of(kind)} a public address needs a subnet that routes to the internet; in an existing "
                    + "network subnets and routes are its owner's.",
                "Remove the key, and have clients come by a private route; or give the project a network of its own."
            )
        : null;
}
