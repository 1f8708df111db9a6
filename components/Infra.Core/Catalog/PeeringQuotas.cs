using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>How many peerings a cloud allows, checked when planning.</summary>
public static class PeeringQuotas
{
    /// <summary>The key of every cloud's quota for the peerings of a network.</summary>
    internal const string Name = "networkPeerings";

    /// <summary>Routes in the route table of a node subnet, apart from peered networks: the local route, the default route, S3's.</summary>
    public const int OtherRoutes = 3;

    /// <summary>Peerings per network, in any state.</summary>
    /// <exception cref="ArgumentException">The cloud has no peerings.</exception>
    public static CloudQuota PeeringsOf(CloudKind cloud) =>
        CloudRegistry.Of<ICloudFacts>(cloud).NetworkPeerings ?? throw new ArgumentException($"{cloud} has no peerings.", nameof(cloud));

    /// <summary>Routes per table, if peered networks are routes of ours; otherwise null.</summary>
    public static CloudQuota? RoutesOf(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).PeerRoutes;
}
