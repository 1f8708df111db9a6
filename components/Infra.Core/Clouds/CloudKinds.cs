using Infra.Core.Catalog;

namespace Infra.Core.Clouds;

/// <summary>The one question about clouds that the whole program asks.</summary>
public static class CloudKinds
{
    /// <summary>Whether `infra up` makes it, on this machine and with nobody's credentials; else `pulumi up` does, in an account.</summary>
    public static bool IsThisMachine(this CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).IsThisMachine;
}
