using Infra.Core.Addressing;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Aws;

/// <summary>A rule that may not have its number yet.</summary>
/// <param name="Number">If fixed by meaning; null if the lock file assigns it.</param>
/// <param name="IsAfterDenies">Whether it only decides what the denies leave over.</param>
internal sealed record AclDraft(
    string Key,
    SdnDirection Direction,
    int? Number,
    bool IsAfterDenies,
    bool Allows,
    AclTraffic Traffic,
    Cidr Cidr,
    string Purpose
)
{
    internal AclRule With(int number) => new(Key, Direction, Number ?? number, Allows, Traffic, Cidr, Purpose);
}
