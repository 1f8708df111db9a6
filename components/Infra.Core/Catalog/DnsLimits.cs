using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>Limits of the clouds' DNS.</summary>
public static class DnsLimits
{
    /// <summary>Maximum number of addresses per name; null if no service has that many nodes.</summary>
    public static int? AddressesOfAName(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).AddressesOfAName;
}
