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
            ? (
                "Nodes in an enhanced compliance environment must not have public addresses.",
                "Remove the key; clients connect over peerings."
            )
        : existingNetwork && cloud is { } kind && CloudLimits.For(kind) is { PublicAddressesNeedSubnets: true }
            ? (
                $"On {Words.Of(kind)} a public address needs a subnet that routes to the internet; in an existing network its owner controls subnets and routes.",
                "Remove the key and let clients connect over a private route, or give the project its own network."
            )
        : null;
}
