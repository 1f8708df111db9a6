using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>Where the clouds' DNS stops.</summary>
public static class DnsLimits
{
    /// <summary>Most addresses that one name may have; null where no service has as many nodes.</summary>
    public static int? AddressesOfAName(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).AddressesOfAName;
}
