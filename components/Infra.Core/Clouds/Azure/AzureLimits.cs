using Infra.Core.Addressing;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Azure;

/// <summary>What Azure provides, and its limits for networks, VMs and tags.</summary>
internal static class AzureLimits
{
    private const string NotInTagKeys = "<>%&\\?/";

    // User data: 65,535 bytes after base64 decoding, https://learn.microsoft.com/azure/virtual-machines/custom-data
    // MTU: interfaces report 1500, but the fabric fragments packets larger than 1400 with its own headers, and some paths drop
    // the fragments: https://learn.microsoft.com/azure/virtual-network/virtual-network-tcpip-performance-tuning
    // Time: the host's clock as a device, see NodePlatform.
    // Resolver and WireServer: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
    // Volume size: 32 TiB, https://learn.microsoft.com/azure/virtual-machines/disks-types
    // Volumes: the smallest size in the catalog supports 4 data disks,
    // https://github.com/kubernetes-sigs/azuredisk-csi-driver/blob/master/pkg/azuredisk/azure_dd_max_disk_count.go
    internal static CloudLimits All { get; } =
        new(
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
            // Premium SSD data disks, while attached to a size that supports it, as all of the plans' do. But a disk of 4 TiB or less
            // cannot grow beyond 4 TiB: https://learn.microsoft.com/azure/virtual-machines/linux/expand-disks#expand-without-downtime.
            // There the provider would deallocate the VM, not fail (determineIfDataDiskRequiresDetaching, no_downtime_resize.go, in
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
                    // It hands out the machine's certificates and settings; the agent that queries it runs as root.
                    ForRootAlone = true,
                },
                new("lease", [IpAddr.Parse("168.63.129.16")], IpProtocol.Udp, [67], "DHCP leases are renewed at the host"),
            ],
        };

    // https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations; control characters are not mentioned
    // there, and are rejected here.
    internal static TagRules Tags { get; } =
        new(512, 256, 50)
        {
            Takes = c => c is >= ' ' and <= '~',
            KeyTakes = c => !NotInTagKeys.Contains(c, StringComparison.Ordinal),
            Reserved = ["azure", "microsoft", "windows"],
            KeysIgnoreCase = true,
            Alphabet = "printable ASCII, in a key without <>%&\\?/",
        };
}
