using Infra.Core.Catalog;

namespace Infra.Core.Clouds;

/// <summary>The one distinction between clouds that the whole program makes.</summary>
public static class CloudKinds
{
    /// <summary>
    /// True if `infra up` creates it, on this machine and without credentials; otherwise `pulumi up` does, in an account.
    /// </summary>
    public static bool IsThisMachine(this CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).IsThisMachine;
}
