using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Spec;

/// <summary>Who may connect to something: networks, and whether internet sources count. Nobody if no network remains.</summary>
/// <param name="AllowedSources">A set of IPv4 and IPv6 networks, merged and sorted.</param>
/// <param name="PublicAccess">If false, only sources in private networks are admitted.</param>
public sealed record ClientAccess(ImmutableArray<Cidr> AllowedSources, bool PublicAccess)
{
    /// <summary>The sources actually admitted: merged, sorted.</summary>
    public ImmutableArray<Cidr> Sources => PublicAccess ? AllowedSources : CidrSet.Intersect(AllowedSources, PrivateNetworks.All);
}
