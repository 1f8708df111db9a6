using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Spec;

/// <summary>
/// The project's <c>egress</c>: where nodes may open connections to, apart from their peers and the cloud's own services.
/// </summary>
public abstract record EgressSpec
{
    private EgressSpec() { }

    /// <summary>The whole internet: <see cref="InternetSpace"/>.</summary>
    public sealed record Open : EgressSpec;

    /// <summary>Only these destinations.</summary>
    /// <param name="Destinations">By name; if empty, only the platform's services.</param>
    public sealed record Only(ImmutableSortedDictionary<string, EgressDestination> Destinations) : EgressSpec;
}

/// <summary>One entry of <c>egress</c>.</summary>
/// <param name="Name">1-20 characters, <c>[a-z][a-z0-9-]*</c>.</param>
/// <param name="Networks">Merged and sorted; outside the project's own networks.</param>
/// <param name="Internet">Whether the keyword <c>internet</c> is among them.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Ports">1-65535, sorted, without duplicates; never empty.</param>
public sealed record EgressDestination(
    string Name,
    ImmutableArray<Cidr> Networks,
    bool Internet,
    IpProtocol Protocol,
    ImmutableArray<int> Ports
);
