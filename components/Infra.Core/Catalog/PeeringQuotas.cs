using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>How many peerings a cloud takes, checked while planning.</summary>
public static class PeeringQuotas
{
    /// <summary>What the route table of a subnet with nodes holds besides peered networks: the network's own route, the default route, S3's.</summary>
    public const int OtherRoutes = 3;

    private const string Peerings = "networkPeerings";

    // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
    private static readonly CloudQuota AwsPeerings = new(Peerings, Default: 50, Most: 125, "Active VPC peering connections per VPC");
    private static readonly CloudQuota AwsRoutes = new("routeTableRoutes", Default: 500, Most: 1000, "Routes per route table");

    // https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits: 1,000 with Virtual Network Manager.
    private static readonly CloudQuota AzurePeerings = new(
        Peerings,
        Default: 500,
        Most: 1000,
        "Virtual network peerings per virtual network"
    );

    // https://cloud.google.com/vpc/docs/quota: 25 unless raised; how far is decided case by case.
    private static readonly CloudQuota GcpPeerings = new(Peerings, Default: 25, Most: 1000, "Peerings per network");

    /// <summary>Peerings of one network, in any state.</summary>
    /// <exception cref="ArgumentException">A cloud without peerings.</exception>
    public static CloudQuota PeeringsOf(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => AwsPeerings,
            CloudKind.Azure => AzurePeerings,
            CloudKind.Gcp => GcpPeerings,
            _ => throw new ArgumentException($"{cloud} has no peerings.", nameof(cloud)),
        };

    /// <summary>Routes of one table, where peered networks are routes of ours; else null.</summary>
    public static CloudQuota? RoutesOf(CloudKind cloud) => cloud == CloudKind.Aws ? AwsRoutes : null;

    /// <summary>All of a cloud's that are about peerings.</summary>
    public static ImmutableArray<CloudQuota> Of(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Local => [],
            CloudKind.Aws => [AwsPeerings, AwsRoutes],
            _ => [PeeringsOf(cloud)],
        };
}
