using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Policy;

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

    // User data: 16 KiB raw, https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
    // MTU: 9001 in a VPC, https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html
    // Time: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-ec2-ntp.html
    // Resolver: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html, at a link-local address and at the
    // network's base plus two; DHCP hands out the latter.
    // Volume size: 16 TiB, gp3's size for years and still every region's.
    // Volumes: an instance takes at least 27 attachments, network interfaces among them (the default of
    // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/pkg/cloud/limits/volume_limits.go, which holds for
    // all sizes of the plans); chosen low, a service has few kinds of data.
    private static readonly CloudLimits Aws = new(
        UserDataBytes: 16_384,
        PathMtuBytes: 9001,
        MeshMtuBytes: 8941,
        NtpSources: [IpAddr.Parse("169.254.169.123")],
        Resolvers: [IpAddr.Parse("169.254.169.253")],
        MetadataAddresses: [IpAddr.Parse("169.254.169.254")],
        HasIpv6: false,
        MaxZones: 6,
        MaxVolumeGiB: 16_384,
        MaxVolumesPerNode: 4
    )
    {
        ResolverOffset = 2,
        // https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modify-volume.html
        GrowsVolumesInPlace = true,
        // Replies leave by the subnet's one default route, and a NAT gateway drops those it did not ask for:
        // https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
        PublicAddressesNeedSubnets = true,
    };

    // User data: 65,535 bytes after base64 is undone, https://learn.microsoft.com/azure/virtual-machines/custom-data
    // MTU: interfaces say 1500, but the fabric fragments what is larger than 1400 with its own headers, and some paths drop
    // the fragments: https://learn.microsoft.com/azure/virtual-network/virtual-network-tcpip-performance-tuning
    // Time: the host's clock as a device, see NodePlatform.
    // Resolver and WireServer: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
    // Volume size: 32 TiB, https://learn.microsoft.com/azure/virtual-machines/disks-types
    // Volumes: the smallest size in the catalogue takes 4 data disks,
    // https://github.com/kubernetes-sigs/azuredisk-csi-driver/blob/master/pkg/azuredisk/azure_dd_max_disk_count.go
    private static readonly CloudLimits Azure = new(
        UserDataBytes: 65_535,
        PathMtuBytes: 1400,
        MeshMtuBytes: 1340,
        NtpSources: [],
        Resolvers: [IpAddr.Parse("168.63.129.16")],
        MetadataAddresses: [IpAddr.Parse("169.254.169.254")],
        HasIpv6: false,
        MaxZones: 3,
        MaxVolumeGiB: 32_767,
        MaxVolumesPerNode: 4
    )
    {
        // Premium SSD data disks, while attached to a size that takes them, as all of the plans' do. But one of 4 TiB or less not
        // beyond 4 TiB: https://learn.microsoft.com/azure/virtual-machines/linux/expand-disks#expand-without-downtime. There the
        // provider would deallocate the VM, not fail (determineIfDataDiskRequiresDetaching, no_downtime_resize.go, in
        // https://github.com/hashicorp/terraform-provider-azurerm), and a deallocated VM's volumes are empty.
        GrowsVolumesInPlace = true,
        NoGrowthAcrossGiB = 4096,
        OtherServices =
        [
            new(
                "agent",
                [IpAddr.Parse("168.63.129.16")],
                IpProtocol.Tcp,
                [80, 32526],
                "the guest agent's WireServer and host plug-in; root alone"
            )
            {
                // It hands out the machine's certificates and settings; the agent that asks runs as root.
                ForRootAlone = true,
            },
            new("lease", [IpAddr.Parse("168.63.129.16")], IpProtocol.Udp, [67], "DHCP leases are renewed at the host"),
        ],
    };

    // User data: one metadata value, base64 and all, https://cloud.google.com/compute/docs/metadata/setting-custom-metadata
    // MTU: 1460 unless the network is made with another, https://cloud.google.com/vpc/docs/mtu
    // Metadata, resolver and time are one address: https://cloud.google.com/compute/docs/metadata/overview,
    // https://cloud.google.com/compute/docs/instances/configure-ntp
    // Volume size: 64 TiB, https://cloud.google.com/compute/docs/disks#disk-types
    // Volumes: a machine takes 127 disks, shared-core ones 15; chosen low, a service has few kinds of data.
    private static readonly CloudLimits Gcp = new(
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

    // As AWS wherever a value can be chosen, so that what boots here fits there. Volumes are sparse files on one machine.
    private static readonly CloudLimits Local = new(
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
        // The disk's file grows, and QEMU is told (block_resize).
        GrowsVolumesInPlace = true,
    };

    /// <summary>The limits of a cloud.</summary>
    /// <exception cref="NotSupportedException">A cloud that this version does not plan for.</exception>
    public static CloudLimits For(CloudKind cloud) =>
        Find(cloud) ?? throw new NotSupportedException($"No limits for {cloud} in this version.");

    /// <summary>The limits of a cloud, or null where this version does not plan for it.</summary>
    public static CloudLimits? Find(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => Aws,
            CloudKind.Azure => Azure,
            CloudKind.Gcp => Gcp,
            CloudKind.Local => Local,
            _ => null,
        };
}
