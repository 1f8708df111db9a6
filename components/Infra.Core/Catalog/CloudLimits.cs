using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>What a cloud provides, and its limits: numbers for the planner, each with its source.</summary>
/// <param name="UserDataBytes">Maximum size of user data, in bytes as submitted (after gzip, before base64).</param>
/// <param name="PathMtuBytes">Largest packet between two nodes of a project.</param>
/// <param name="MeshMtuBytes">Largest packet inside the WireGuard tunnel: the path's minus 60 (over IPv4) or 80 (over IPv6).</param>
/// <param name="NtpSources">Time sources reachable without a route out of the network; empty if the host's clock is a device.</param>
/// <param name="Resolvers">DNS resolvers; empty if nodes have none.</param>
/// <param name="MetadataAddresses">The instance metadata service.</param>
/// <param name="HasIpv6">Whether this version supports IPv6 in the project's network.</param>
/// <param name="MaxZones">Maximum number of zones per project.</param>
/// <param name="MaxVolumeGiB">Largest data volume.</param>
/// <param name="MaxVolumesPerNode">Maximum number of data volumes per node.</param>
public sealed record CloudLimits(
    int UserDataBytes,
    int PathMtuBytes,
    int MeshMtuBytes,
    ImmutableArray<IpAddr> NtpSources,
    ImmutableArray<IpAddr> Resolvers,
    ImmutableArray<IpAddr> MetadataAddresses,
    bool HasIpv6,
    int MaxZones,
    int MaxVolumeGiB,
    int MaxVolumesPerNode
)
{
    /// <summary>A resolver's address in the project's own network, as an offset from its first address; null if none.</summary>
    public int? ResolverOffset { get; init; }

    /// <summary>Whether nodes with a public address need a different kind of subnet from nodes without.</summary>
    public bool PublicAddressesNeedSubnets { get; init; }

    /// <summary>
    /// Whether a volume can grow under a running VM: the cloud's disk, the node's LUKS mapping and file system, without downtime. If not, a
    /// larger volume requires a new VM.
    /// </summary>
    public bool GrowsVolumesInPlace { get; init; }

    /// <summary>A size in GiB that no volume can grow to, or past, without stopping its VM; null if there is none.</summary>
    public int? NoGrowthAcrossGiB { get; init; }

    /// <summary>Whether a volume can grow from one size to a larger one under a running VM.</summary>
    public bool GrowsInPlace(int fromGiB, int toGiB) =>
        GrowsVolumesInPlace && toGiB > fromGiB && (NoGrowthAcrossGiB is not { } wall || toGiB < wall || fromGiB > wall);

    /// <summary>Services on the cloud's own addresses, apart from metadata, DNS and time.</summary>
    public ImmutableArray<PlatformService> OtherServices { get; init; } = [];

    /// <summary>The limits of a cloud.</summary>
    public static CloudLimits For(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).Limits;
}
