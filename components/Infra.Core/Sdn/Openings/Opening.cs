using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Sdn.Openings;

/// <summary>
/// One thing that a cloud's filter must allow for one service: flows of the policy with the same meaning, merged exactly. Azure's and GCP's
/// rules are emitted from these. Each is named by meaning, so it changes in place and never moves others.
/// </summary>
/// <param name="Name">Unique per kind and direction: <c>management</c>, <c>clients-prometheus</c>, <c>packages-internet</c>.</param>
/// <param name="Component">The component of <see cref="OpeningKind.ClientsOf"/>; otherwise null.</param>
/// <param name="Inbound">True for connections to the service's nodes; false for connections that they open.</param>
/// <param name="Protocol">If null, every protocol.</param>
/// <param name="Ports">Destination ports.</param>
/// <param name="Remote">The other end.</param>
/// <param name="Purpose">Human-readable, one line of ASCII.</param>
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

    /// <summary>Clients from the service's own list, to all components that use it.</summary>
    Clients,

    /// <summary>Clients of one component with its own list.</summary>
    ClientsOf,

    /// <summary>What nodes may reach.</summary>
    Egress,
}

/// <summary>The closed list of other ends.</summary>
public abstract record OpeningRemote
{
    private OpeningRemote() { }

    /// <summary>Networks: merged, sorted, never empty (some clouds read an empty list as "everyone").</summary>
    public sealed record Networks : OpeningRemote
    {
        /// <exception cref="ArgumentException">There is no network.</exception>
        public Networks(ImmutableArray<Cidr> cidrs) =>
            Cidrs = cidrs.IsDefaultOrEmpty
                ? throw new ArgumentException("Nobody is not everybody: no networks, no opening.", nameof(cidrs))
                : cidrs;

        public ImmutableArray<Cidr> Cidrs { get; }

        /// <summary>The networks by family; clouds accept one family per rule.</summary>
        public IEnumerable<(IpFamily Family, ImmutableArray<Cidr> Cidrs)> ByFamily() =>
            Cidrs.GroupBy(cidr => cidr.Family).OrderBy(family => family.Key).Select(family => (family.Key, family.ToImmutableArray()));
    }

    /// <summary>The nodes of the same service, whatever their addresses.</summary>
    public sealed record SameService : OpeningRemote;
}
