using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>
/// Zones that are known to lack machines of the plans. All others are assumed to have them: for daily changes ask the cloud ('scripts/infra
/// preflight').
/// </summary>
public static class MachineOffers
{
    /// <summary>False if the zone is known to lack the machine.</summary>
    /// <param name="zone">The cloud's own name.</param>
    public static bool MayHave(CloudKind cloud, string zone, string machine) =>
        CloudRegistry.Of<ICloudFacts>(cloud).MayHave(zone, MachineFamily.Of(cloud, machine));
}
