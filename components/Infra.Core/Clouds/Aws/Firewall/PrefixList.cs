using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// A named set of networks of one family that rules refer to. A reference costs as many rules as the list's maximum number of entries.
/// </summary>
/// <param name="Key">Unique in the project.</param>
/// <param name="Entries">Merged and sorted; also the list's maximum.</param>
public sealed record PrefixList(string Key, IpFamily Family, ImmutableArray<Cidr> Entries)
{
    /// <summary>The IPv4 internet: the same networks for all services, so one list per project.</summary>
    public static PrefixList Internet { get; } = new("internet", IpFamily.V4, InternetSpace.V4);
}
