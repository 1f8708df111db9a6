using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec.Byoc;

namespace Infra.Core.Spec;

/// <summary>Determines where nodes cannot have public addresses.</summary>
internal static class PublicAddressRules
{
    /// <summary>The obstacle and the remedy; null if there is none.</summary>
    /// <param name="cloud">Null if unknown.</param>
    /// <param name="deployment">Null if unknown.</param>
    /// <param name="exposure">Of a project in the customer's account; otherwise null.</param>
    internal static (string Reason, string Remedy)? Obstacle(
        CloudKind? cloud,
        DeploymentModel? deployment,
        bool existingNetwork,
        Exposure? exposure
    ) =>
        deployment == DeploymentModel.Ece
            ? (
                "Nodes in an enhanced compliance environment must not have public addresses.",
                "Remove the key; clients connect over peerings."
            )
        : exposure == Exposure.Private
            ? (
                "With 'exposure: private' nodes have no public addresses.",
                "Remove the key and let clients connect over a peering or a route of their own; or write 'exposure: public'."
            )
        : existingNetwork && cloud is { } kind && CloudLimits.For(kind) is { PublicAddressesNeedSubnets: true }
            ? (
                $"On {Words.Of(kind)} a public address needs a subnet that routes to the internet; in an existing "
                    + "network its owner controls subnets and routes.",
                "Remove the key and let clients connect over a private route, or give the project its own network."
            )
        : null;
}
