using Infra.Core.Addressing;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Aws;

/// <summary>What AWS provides, and its limits for networks, VMs and tags.</summary>
internal static class AwsLimits
{
    private const string TagMarks = " _.:/=+-@";

    // User data: 16 KiB raw, https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
    // MTU: 9001 in a VPC, https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html
    // Time: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-ec2-ntp.html
    // Resolver: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html, at a link-local address and at the
    // network's base plus two; DHCP announces the latter.
    // Volume size: 16 TiB, gp3's limit for years and still valid in every region.
    // Volumes: an instance supports at least 27 attachments including network interfaces (the default of
    // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/pkg/cloud/limits/volume_limits.go, which holds for
    // all sizes of the plans); ours is low because a service has few kinds of data.
    internal static CloudLimits All { get; } =
        new(
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
            // Replies leave by the subnet's only default route, and a NAT gateway drops those of connections that it did not open:
            // https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
            PublicAddressesNeedSubnets = true,
        };

    // https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html#tag-conventions
    internal static TagRules Tags { get; } =
        new(128, 256, 50)
        {
            Takes = c => char.IsAsciiLetterOrDigit(c) || TagMarks.Contains(c, StringComparison.Ordinal),
            Reserved = ["aws:"],
            Ours = [.. TagRules.Common, "Name"],
            Alphabet = "letters, digits, spaces and _.:/=+-@",
        };
}
