using Infra.Core.Addressing;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Local;

/// <summary>What the local cloud provides, and its limits.</summary>
internal static class LocalLimits
{
    // Like AWS wherever a value can be chosen, so that what boots here fits there. Volumes are sparse files on one machine.
    internal static CloudLimits All { get; } =
        new(
            UserDataBytes: 16_384,
            PathMtuBytes: 1500,
            MeshMtuBytes: 1420,
            NtpSources: [IpAddr.Parse("169.254.169.123")],
            Resolvers: [],
            MetadataAddresses: [IpAddr.Parse("169.254.169.254")],
            HasIpv6: true,
            MaxZones: 6,
            MaxVolumeGiB: 64,
            MaxVolumesPerNode: 4
        )
        {
            // The disk's file grows, and QEMU is notified (block_resize).
            GrowsVolumesInPlace = true,
        };
}
