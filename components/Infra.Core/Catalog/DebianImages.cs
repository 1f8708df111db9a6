using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>
/// Where Debian's own images are: in the public partition of each cloud (https://wiki.debian.org/Cloud). The others have accounts,
/// publishers and projects of their own, and none of these.
/// </summary>
internal static class DebianImages
{
    /// <summary>False in a partition of its own, of which nobody has said that the images are there.</summary>
    internal static bool AreIn(CloudKind cloud, string region) => CloudRegistry.Of<ICloudFacts>(cloud).HasDebianImages(region);
}
