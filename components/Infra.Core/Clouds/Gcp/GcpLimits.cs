using Infra.Core.Addressing;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Gcp;

/// <summary>What Google Cloud provides, and its limits for networks, VMs and labels.</summary>
internal static class GcpLimits
{
    private const string LabelMarks = "_-";

    // User data: one metadata value, including base64, https://cloud.google.com/compute/docs/metadata/setting-custom-metadata
    // MTU: 1460 unless the network is created with another, https://cloud.google.com/vpc/docs/mtu
    // Metadata, resolver and time share one address: https://cloud.google.com/compute/docs/metadata/overview,
    // https://cloud.google.com/compute/docs/instances/configure-ntp
    // Volume size: 64 TiB, https://cloud.google.com/compute/docs/disks#disk-types
    // Volumes: a machine supports 127 disks, shared-core ones 15; ours is low because a service has few kinds of data.
    internal static CloudLimits All { get; } =
        new(
            UserDataBytes: 262_144 / 4 * 3,
            PathMtuBytes: 1460,
            MeshMtuBytes: 1400,
            NtpSources: [IpAddr.Parse("169.254.169.254")],
            Resolvers: [IpAddr.Parse("169.254.169.254")],
            MetadataAddresses: [IpAddr.Parse("169.254.169.254")],
            HasIpv6: false,
            MaxZones: 6,
            MaxVolumeGiB: 65_536,
            MaxVolumesPerNode: 4
        )
        {
            // https://cloud.google.com/compute/docs/disks/resize-persistent-disk
            GrowsVolumesInPlace = true,
            OtherServices = [new("lease", [IpAddr.Parse("169.254.169.254")], IpProtocol.Udp, [67], "DHCP leases are renewed there")],
        };

    // https://cloud.google.com/compute/docs/labeling-resources#requirements; letters of other alphabets would be valid too.
    internal static TagRules Labels { get; } =
        new(63, 63, 64)
        {
            Takes = c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || LabelMarks.Contains(c, StringComparison.Ordinal),
            KeyBegins = char.IsAsciiLetterLower,
            Reserved = ["goog"],
            // The provider adds its own label, goog-pulumi-provisioned.
            Provider = 1,
            Alphabet = "lower-case letters, digits, _ and -, a letter first in a key",
        };
}
