using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>How many peerings a cloud takes, checked while planning.</summary>
public static class PeeringQuotas
{
    /// <summary>The key of every cloud's quota for the peerings of a network.</summary>
    internal const string Name = "networkPeerings";

    /// <summary>
    /// What the route table of a subnet with nodes holds besides peered networks: the network's own route, the default route, S3's.
    /// </summary>
    public const int OtherRoutes = 3;

    /// <summary>Peerings of one network, in any state.</summary>
    /// <exception cref="ArgumentException">A cloud without peerings.</exception>
    public static CloudQuota PeeringsOf(CloudKind cloud) =>
        CloudRegistry.Of<ICloudFacts>(cloud).NetworkPeerings ?? throw new ArgumentException($"{cloud} has no peerings.", nameof(cloud));

    /// <summary>Routes of one table, where peered networks are routes of ours; else null.</summary>
    public static CloudQuota? RoutesOf(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).PeerRoutes;
}
