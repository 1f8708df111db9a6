using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;

namespace Infra.Core.Topology;

/// <summary>What a node finds around it, by cloud, besides the numbers in <see cref="Catalog.CloudLimits"/>.</summary>
/// <param name="Dhcp">True where addresses come by DHCP, so its answers must pass the node's filter.</param>
/// <param name="Packages">Debian packages the node's programs need and the cloud's image may lack; installed at first boot.</param>
/// <param name="VolumeWaitSeconds">How long a data volume may take to appear after the boot.</param>
/// <remarks>
/// Health probes (Azure's from 168.63.129.16, Google's from 35.191.0.0/16 and 130.211.0.0/22) are let in nowhere: they come
/// with load balancers, of which there are none.
/// </remarks>
public sealed record NodePlatform(bool Dhcp, ImmutableArray<string> Packages, int VolumeWaitSeconds)
{
    /// <summary>The host's clock, as a device of the machine; null where time comes over the network alone.</summary>
    public string? ClockDevice { get; init; }

    /// <summary>Files of the image's own programs, written before those start; no bundle has them. Path and content.</summary>
    public ImmutableArray<(string Path, string Content)> FirstFiles { get; init; } = [];

    /// <summary>fe80::/10.</summary>
    public static Cidr LinkLocal6 { get; } = Cidr.Parse("fe80::/10");

    /// <summary>Every package that the node's programs need, for images that have none of them.</summary>
    internal static ImmutableArray<string> AllPackages { get; } = ["chrony", "cryptsetup-bin", "ipset", "iptables", "wireguard-tools"];

    public static NodePlatform For(CloudKind cloud) => CloudRegistry.Of<INodeSurroundings>(cloud).Platform;
}
