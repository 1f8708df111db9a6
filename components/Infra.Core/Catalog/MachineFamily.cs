using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>The family of a machine: what zones offer or lack as a whole, and what Azure counts vCPUs by.</summary>
public static class MachineFamily
{
    /// <param name="machine">The cloud's name.</param>
    public static string Of(CloudKind cloud, string machine) => CloudRegistry.Of<ICloudFacts>(cloud).FamilyOf(machine);
}
