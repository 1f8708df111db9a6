using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;

namespace Infra.Core.Topology;

/// <summary>
/// The addresses by which operators reach nodes. A filter rule alone is not enough: packets from a private network need a route into the
/// project's network, and those from the internet a public address.
/// </summary>
public static class ManagementWays
{
    /// <summary>The management sources with a route to nodes' private addresses; merged, sorted.</summary>
    public static ImmutableArray<Cidr> ToPrivateAddresses(ProjectSpec spec) =>
        CidrSet.Intersect(
            spec.ManagementSources,
            CidrSet.Merge([
                .. spec.ManagementRoutes,
                .. spec.Peerings.Values.SelectMany(peering => peering.Cidrs),
                // Its owner routes it: to the rest of itself, over VPNs, to its peers. The lab has its own operators.
                .. spec.Network is not null || spec.Cloud.IsThisMachine() ? PrivateNetworks.All : [],
            ])
        );

    /// <summary>The management sources that can reach a public address; merged, sorted.</summary>
    public static ImmutableArray<Cidr> ToPublicAddresses(ProjectSpec spec) => CidrSet.Subtract(spec.ManagementSources, PrivateNetworks.All);

    /// <summary>
    /// Whether the program uses this machine's public address, if it has one. A bastion is reached there, and a node behind bastions never.
    /// </summary>
    public static bool UsePublicAddressOf(ProjectSpec spec, Node machine) =>
        machine.IsBastion || (spec.Access is not AccessPath.Bastions && UsePublicAddresses(spec));

    /// <summary>
    /// Whether the program and operators use a node's public address if it has one: true if its private one is unreachable.
    /// </summary>
    public static bool UsePublicAddresses(ProjectSpec spec) => spec.Access is AccessPath.Bastions || ToPrivateAddresses(spec).IsEmpty;
}
