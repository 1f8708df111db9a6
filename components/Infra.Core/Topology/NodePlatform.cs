using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;

namespace Infra.Core.Topology;

/// <summary>A node's environment by cloud, apart from the numbers in <see cref="Catalog.CloudLimits"/>.</summary>
/// <param name="Dhcp">Whether addresses come from DHCP, so that the node's filter must admit its replies.</param>
/// <param name="Packages">Debian packages that the node's programs need and the cloud's image may lack; installed at first boot.</param>
/// <param name="VolumeWaitSeconds">How long a data volume may take to appear after boot.</param>
/// <remarks>
/// Health probes (Azure's from 168.63.129.16, Google's from 35.191.0.0/16 and 130.211.0.0/22) are admitted nowhere: they belong to load
/// balancers, of which there are none.
/// </remarks>
public sealed record NodePlatform(bool Dhcp, ImmutableArray<string> Packages, int VolumeWaitSeconds)
{
    /// <summary>The host's clock as a device of the machine; null if time comes only over the network.</summary>
    public string? ClockDevice { get; init; }

    /// <summary>Files for the image's own programs, written before those start; not in any bundle. Path and content.</summary>
    public ImmutableArray<(string Path, string Content)> FirstFiles { get; init; } = [];

    /// <summary>fe80::/10.</summary>
    public static Cidr LinkLocal6 { get; } = Cidr.Parse("fe80::/10");

    /// <summary>Every package that the node's programs need, for images that contain none of them.</summary>
    internal static ImmutableArray<string> AllPackages { get; } = ["chrony", "cryptsetup-bin", "ipset", "iptables", "wireguard-tools"];

    public static NodePlatform For(CloudKind cloud) => CloudRegistry.Of<INodeSurroundings>(cloud).Platform;
}
