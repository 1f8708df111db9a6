using Infra.Core.Addressing;
using Infra.Core.Clouds;

namespace Infra.Core.Topology;

/// <summary>Where a node finds itself and its volumes on a cloud, as far as that is decided before it is made.</summary>
internal interface ICloudNodes : ICloudPart
{
    /// <summary>How many numbers there are to attach volumes under, where they are attached by number; null where by name.</summary>
    int? VolumeNumbers { get; }

    /// <summary>
    /// The path under <c>/dev/disk</c> of a data volume. A pattern where only the cloud knows it, once it has made the volume.
    /// </summary>
    /// <param name="number">Where volumes have numbers.</param>
    string DevicePath(string volume, int? number);

    /// <summary>A path that compresses as badly as the one that only the cloud knows; null where the plan knows it.</summary>
    string? LikelyDevicePath(string volume);

    /// <summary>The public address of a node that has one, where the plan gives it and not the cloud; else null.</summary>
    /// <param name="mesh">The node's number in the project.</param>
    IpAddr? PublicAddressOf(int mesh);
}
