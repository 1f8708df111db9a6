using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Spec;

namespace Infra.Core.Boot;

/// <summary>What a node finds around it, by cloud. Sources: the clouds' own documentation of instance networking.</summary>
/// <param name="Dhcp">True where addresses come by DHCP, so its answers must pass the node's filter.</param>
/// <param name="UserDataBytes">Most bytes of user data, as sent (compressed).</param>
/// <param name="MeshMtuBytes">MTU inside the tunnel: the path less 60 for WireGuard over IPv4, 80 where it may run over IPv6.</param>
/// <param name="NtpSource">The cloud's own time source.</param>
/// <param name="Packages">Debian packages the node's programs need and the cloud's image may lack; installed at first boot.</param>
/// <param name="VolumeWaitSeconds">How long a data volume may take to appear after the boot.</param>
public sealed record NodePlatform(
    bool Dhcp,
    int UserDataBytes,
    int MeshMtuBytes,
    string NtpSource,
    ImmutableArray<string> Packages,
    int VolumeWaitSeconds)
{
    /// <summary>fe80::/10.</summary>
    public static Cidr LinkLocal6 { get; } = Cidr.Parse("fe80::/10");

    private static readonly ImmutableArray<string> AllPackages =
        ["chrony", "cryptsetup-bin", "ipset", "iptables", "wireguard-tools"];

    /// <exception cref="ArgumentOutOfRangeException">A cloud nodes are not made for yet.</exception>
    public static NodePlatform For(CloudKind cloud) => cloud switch
    {
        // Amazon Time Sync. Volumes are attached only when the instance runs.
        CloudKind.Aws => new(true, 16_384, 8_941, "169.254.169.123", AllPackages, 600),

        // The image has every package; the limit is AWS's, so what fits here fits there.
        CloudKind.Local => new(false, 16_384, 1_420, "169.254.169.123", [], 60),
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "Nodes of this cloud are not made yet."),
    };
}
