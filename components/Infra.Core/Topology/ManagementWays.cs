using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>
/// By which addresses operators reach nodes. A filter that lets them in is no way: packets from a private network need a
/// route into the project's network, and those from the internet a public address.
/// </summary>
public static class ManagementWays
{
    /// <summary>Of the management sources those that have a way to nodes' private addresses; merged, sorted.</summary>
    public static ImmutableArray<Cidr> ToPrivateAddresses(ProjectSpec spec) =>
        CidrSet.Intersect(
            spec.ManagementSources,
            CidrSet.Merge([
                .. spec.ManagementRoutes,
                .. spec.Peerings.Values.SelectMany(peering => peering.Cidrs),
                // Its owner routes it: to the rest of itself, over VPNs, to whatever it is peered with. The lab has operators of its own.
                .. spec.Network is not null || spec.Cloud.IsThisMachine() ? PrivateNetworks.All : [],
            ])
        );

    /// <summary>Of the management sources those from which a public address can be reached; merged, sorted.</summary>
    public static ImmutableArray<Cidr> ToPublicAddresses(ProjectSpec spec) => CidrSet.Subtract(spec.ManagementSources, PrivateNetworks.All);

    /// <summary>
    /// Whether the program and operators take a node's public address where it has one: by the private one nobody gets there.
    /// </summary>
    public static bool UsePublicAddresses(ProjectSpec spec) => ToPrivateAddresses(spec).IsEmpty;
}
