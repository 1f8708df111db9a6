using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>
/// Zones that are known to lack machines of the plans. Every other one is taken to have them: what changes by the day, a cloud
/// says itself ('scripts/infra preflight' asks).
/// </summary>
public static class MachineOffers
{
    /// <summary>False where the zone is known not to have the machine.</summary>
    /// <param name="zone">The cloud's own name.</param>
    public static bool MayHave(CloudKind cloud, string zone, string machine) =>
        CloudRegistry.Of<ICloudFacts>(cloud).MayHave(zone, MachineFamily.Of(cloud, machine));
}
