using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>What a cloud gives and where it stops: numbers for the planner, each with its source.</summary>
/// <param name="UserDataBytes">Largest user data, in bytes as handed over (after gzip, before base64).</param>
/// <param name="PathMtuBytes">Largest packet between two nodes of a project.</param>
/// <param name="MeshMtuBytes">Largest packet inside the WireGuard tunnel: the path's less 60 (IPv4 outside) or 80 (IPv6).</param>
/// <param name="NtpSources">Time sources reachable without any route out of the network; empty where the host's clock is a device.</param>
/// <param name="Resolvers">DNS resolvers; empty where nodes have none.</param>
/// <param name="MetadataAddresses">The instance metadata service.</param>
/// <param name="HasIpv6">Whether the project's network carries IPv6 in this version.</param>
/// <param name="MaxZones">Most zones a project may use.</param>
/// <param name="MaxVolumeGiB">Largest data volume.</param>
/// <param name="MaxVolumesPerNode">Most data volumes a node.</param>
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
    /// <summary>Where a resolver lies in the project's own network, counted from its first address; null: none does.</summary>
    public int? ResolverOffset { get; init; }

    /// <summary>Whether a node with a public address must stand in a subnet of another kind than one without.</summary>
    public bool PublicAddressesNeedSubnets { get; init; }

    /// <summary>
    /// Whether a volume grows under a running VM: the cloud's disk, the node's LUKS mapping and file system, without a stop. Where
    /// not, a larger volume takes a new VM.
    /// </summary>
    public bool GrowsVolumesInPlace { get; init; }

    /// <summary>A size in GiB that no volume grows to, or past, without a stop of its VM; null where there is none.</summary>
    public int? NoGrowthAcrossGiB { get; init; }

    /// <summary>Whether a volume grows from one size to a larger one under a running VM.</summary>
    public bool GrowsInPlace(int fromGiB, int toGiB) =>
        GrowsVolumesInPlace && toGiB > fromGiB && (NoGrowthAcrossGiB is not { } wall || toGiB < wall || fromGiB > wall);

    /// <summary>What else the cloud serves on addresses of its own, besides metadata, names and time.</summary>
    public ImmutableArray<PlatformService> OtherServices { get; init; } = [];

    /// <summary>The limits of a cloud.</summary>
    public static CloudLimits For(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).Limits;
}
