using System.Collections.Immutable;
using Infra.Core.Spec;

namespace Infra.Core.Firewall;

/// <summary>The interfaces that peer traffic may use: one, or both while a service goes from one kind of mesh to the other.</summary>
/// <param name="Names">Sorted; one or two.</param>
/// <param name="HasIPsec">Whether one of them is <see cref="Ipsec"/>, whose packets must be inside IPsec.</param>
internal sealed record MeshLinks(ImmutableArray<string> Names, bool HasIPsec)
{
    internal const string WireGuard = "wg0";

    /// <summary>The node has an interface for each peer, and ipsec0.</summary>
    internal const string Ipsec = "ipsec+";

    internal static MeshLinks Of(MeshKind mesh) =>
        new(
            mesh switch
            {
                MeshKind.WireGuard => [WireGuard],
                MeshKind.IPsec => [Ipsec],
                _ => [Ipsec, WireGuard],
            },
            mesh.HasIPsec()
        );

    /// <summary>
    /// Matches what is on none of the interfaces. A rule can exclude one interface but not two; with two it excludes none, and stands
    /// behind the rules that accept what may use them.
    /// </summary>
    internal ImmutableArray<RuleMatch> Elsewhere(bool inbound) =>
        Names.Length > 1 ? []
        : inbound ? [new RuleMatch.InputInterface(Names[0], Negated: true)]
        : [new RuleMatch.OutputInterface(Names[0], Negated: true)];

    /// <summary>Matches what comes in by each of the interfaces.</summary>
    internal IEnumerable<RuleMatch> Inbound => Names.Select(name => new RuleMatch.InputInterface(name));

    /// <summary>Matches what goes out by each of the interfaces.</summary>
    internal IEnumerable<RuleMatch> Outbound => Names.Select(name => new RuleMatch.OutputInterface(name));
}
