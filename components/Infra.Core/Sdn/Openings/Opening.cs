using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Sdn.Openings;

/// <summary>
/// One thing a cloud's filter has to let through for one service: flows of the policy that share a meaning, merged exactly.
/// What Azure and GCP print their rules from. Each is named by meaning, so it changes in place and never moves others.
/// </summary>
/// <param name="Name">Unique for kind and direction: <c>management</c>, <c>clients-prometheus</c>, <c>packages-internet</c>.</param>
/// <param name="Component">The component of <see cref="OpeningKind.ClientsOf"/>; else null.</param>
/// <param name="Inbound">Connections to the service's nodes; false: connections that they open.</param>
/// <param name="Protocol">Null: every protocol.</param>
/// <param name="Ports">Destination ports.</param>
/// <param name="Remote">The other end.</param>
/// <param name="Purpose">For people, one line of ASCII.</param>
public sealed record Opening(
    OpeningKind Kind,
    string Name,
    string? Component,
    bool Inbound,
    IpProtocol? Protocol,
    Ports Ports,
    OpeningRemote Remote,
    string Purpose
);

/// <summary>What an opening is for.</summary>
public enum OpeningKind
{
    /// <summary>Operators' logins.</summary>
    Management,

    /// <summary>The operators' platform.</summary>
    Platform,

    /// <summary>The tunnel between nodes of one service, both directions.</summary>
    Peers,

    /// <summary>Clients from the service's own list, to all components that have this list.</summary>
    Clients,

    /// <summary>Clients of one component that has a list of its own.</summary>
    ClientsOf,

    /// <summary>What nodes may reach.</summary>
    Egress,
}

/// <summary>The closed list of other ends.</summary>
public abstract record OpeningRemote
{
    private OpeningRemote() { }

    /// <summary>Networks: merged, sorted, never empty (an empty list reads as "everyone" to some clouds).</summary>
    public sealed record Networks : OpeningRemote
    {
        /// <exception cref="ArgumentException">No network.</exception>
        public Networks(ImmutableArray<Cidr> cidrs) =>
            Cidrs = cidrs.IsDefaultOrEmpty
                ? throw new ArgumentException("Nobody is not everybody: no networks, no opening.", nameof(cidrs))
                : cidrs;

        public ImmutableArray<Cidr> Cidrs { get; }

        /// <summary>The networks by family; clouds take one family a rule.</summary>
        public IEnumerable<(IpFamily Family, ImmutableArray<Cidr> Cidrs)> ByFamily() =>
            Cidrs.GroupBy(cidr => cidr.Family).OrderBy(family => family.Key).Select(family => (family.Key, family.ToImmutableArray()));
    }

    /// <summary>The nodes of the same service, whatever their addresses.</summary>
    public sealed record SameService : OpeningRemote;
}
