using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// A named set of networks of one family that rules refer to. A reference costs as many rules as the list may have entries.
/// </summary>
/// <param name="Key">Unique in the project.</param>
/// <param name="Entries">Merged and sorted; the list may have no more than these.</param>
public sealed record PrefixList(string Key, IpFamily Family, ImmutableArray<Cidr> Entries)
{
    /// <summary>The internet over IPv4: the same networks for all services, so one list for the project.</summary>
    public static PrefixList Internet { get; } = new("internet", IpFamily.V4, InternetSpace.V4);
}
