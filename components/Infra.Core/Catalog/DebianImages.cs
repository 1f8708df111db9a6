using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>
/// Where Debian's own images exist: in the public partition of each cloud (https://wiki.debian.org/Cloud). Other partitions have separate
/// accounts, publishers and projects, without these.
/// </summary>
internal static class DebianImages
{
    /// <summary>False in a separate partition, where the images are not known to exist.</summary>
    internal static bool AreIn(CloudKind cloud, string region) => CloudRegistry.Of<ICloudFacts>(cloud).HasDebianImages(region);
}
