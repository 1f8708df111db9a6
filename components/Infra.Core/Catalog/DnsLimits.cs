using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>Where the clouds' DNS stops.</summary>
public static class DnsLimits
{
    /// <summary>
    /// Most addresses that one name may have; null where no service has as many nodes. Azure: 20 records a record set of a
    /// public zone (support raises it), https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits.
    /// Route 53 and Cloud DNS take 100 and more.
    /// </summary>
    public static int? AddressesOfAName(CloudKind cloud) => cloud == CloudKind.Azure ? 20 : null;
}
