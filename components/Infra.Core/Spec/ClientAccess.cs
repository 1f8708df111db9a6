using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Spec;

/// <summary>Who may reach something: networks, and whether those of the internet count. Nobody, when no network is left.</summary>
/// <param name="AllowedSources">A set of IPv4 and IPv6 networks, merged and sorted.</param>
/// <param name="PublicAccess">False: of the sources only those in private networks are let in.</param>
public sealed record ClientAccess(ImmutableArray<Cidr> AllowedSources, bool PublicAccess)
{
    /// <summary>The sources that are really let in: merged, sorted.</summary>
    public ImmutableArray<Cidr> Sources => PublicAccess ? AllowedSources : CidrSet.Intersect(AllowedSources, PrivateNetworks.All);
}
