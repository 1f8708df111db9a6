using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;

namespace Infra.Core.Topology;

/// <summary>A node's addresses and volume paths on a cloud, as far as they are known before creation.</summary>
internal interface ICloudNodes : ICloudPart
{
    /// <summary>How many numbers volumes can be attached under; null if they are attached by name.</summary>
    int? VolumeNumbers { get; }

    /// <summary>The path of a data volume under <c>/dev/disk</c>; a pattern if the cloud assigns it when the volume is created.</summary>
    /// <param name="number">The volume's number, if volumes have one.</param>
    string DevicePath(string volume, int? number);

    /// <summary>A path that compresses as badly as one that only the cloud knows; null if the path is known when planning.</summary>
    string? LikelyDevicePath(string volume);

    /// <summary>A node's public address if the plan assigns it; null if the cloud does, or it has none.</summary>
    /// <param name="mesh">The node's mesh number.</param>
    IpAddr? PublicAddressOf(int mesh);

    /// <summary>Where the cloud's managed tunnel's connections come from, in a network that we lay out; empty if it has none.</summary>
    ImmutableArray<Cidr> TunnelSources(ProjectTopology topology);
}
