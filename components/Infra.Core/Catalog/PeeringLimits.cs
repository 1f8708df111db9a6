using Infra.Core.Spec;

namespace Infra.Core.Catalog;

/// <summary>How many peerings a cloud takes, checked while planning.</summary>
/// <param name="PeeringsPerNetwork">Of one VPC or virtual network, in any state.</param>
/// <param name="RoutesPerTable">Routes a route table holds, where peered networks are routes of ours; else null.</param>
public sealed record PeeringLimits(int PeeringsPerNetwork, int? RoutesPerTable)
{
    /// <summary>What a workload subnet's table holds besides: the network's own route and the default route.</summary>
    public const int OtherRoutes = 2;

    // 50 by default, 125 on request; 500 routes: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
    private static readonly PeeringLimits Aws = new(50, 500);

    // https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits
    private static readonly PeeringLimits Azure = new(500, null);

    // https://cloud.google.com/vpc/docs/quota: 25 by default, not confirmed for every network.
    private static readonly PeeringLimits Gcp = new(25, null);

    /// <exception cref="ArgumentException">A cloud without peerings.</exception>
    public static PeeringLimits For(CloudKind cloud) => cloud switch
    {
        CloudKind.Aws => Aws,
        CloudKind.Azure => Azure,
        CloudKind.Gcp => Gcp,
        _ => throw new ArgumentException($"{cloud} has no peerings.", nameof(cloud)),
    };
}
