using System.Collections.Immutable;

namespace Infra.Core.Clouds.Azure;

/// <summary>
/// Azure's public regions. One has three zones, named 1, 2 and 3 in each subscription (which buildings are meant differs between
/// subscriptions), or none at all. Source: https://learn.microsoft.com/azure/reliability/regions-list
/// </summary>
internal static class AzureRegions
{
    internal static ImmutableArray<string> Zones { get; } = ["1", "2", "3"];

    internal static ImmutableSortedSet<string> WithZones { get; } =
        Set(
            "australiaeast",
            "austriaeast",
            "belgiumcentral",
            "brazilsouth",
            "canadacentral",
            "centralindia",
            "centralus",
            "chilecentral",
            "eastasia",
            "eastus",
            "eastus2",
            "francecentral",
            "germanywestcentral",
            "indonesiacentral",
            "israelcentral",
            "italynorth",
            "japaneast",
            "japanwest",
            "koreacentral",
            "malaysiawest",
            "mexicocentral",
            "newzealandnorth",
            "northeurope",
            "norwayeast",
            "polandcentral",
            "qatarcentral",
            "southafricanorth",
            "southcentralus",
            "southeastasia",
            "spaincentral",
            "swedencentral",
            "switzerlandnorth",
            "uaenorth",
            "uksouth",
            "westeurope",
            "westus2",
            "westus3"
        );

    /// <summary>A project spreads its nodes over zones, so it cannot be here; listed so that the error can say why.</summary>
    internal static ImmutableSortedSet<string> WithoutZones { get; } =
        Set(
            "australiacentral",
            "australiacentral2",
            "australiasoutheast",
            "brazilsoutheast",
            "canadaeast",
            "francesouth",
            "germanynorth",
            "jioindiacentral",
            "jioindiawest",
            "koreasouth",
            "northcentralus",
            "norwaywest",
            "southafricawest",
            "southindia",
            "switzerlandwest",
            "uaecentral",
            "ukwest",
            "westcentralus",
            "westindia",
            "westus"
        );

    private static ImmutableSortedSet<string> Set(params string[] names) => names.ToImmutableSortedSet(StringComparer.Ordinal);
}
