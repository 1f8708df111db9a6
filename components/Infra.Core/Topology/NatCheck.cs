using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>
/// Without NAT, nodes without public addresses cannot reach the internet: then no traffic may be expected to leave the network, or first
/// boot waits for packages that never arrive.
/// </summary>
internal static class NatCheck
{
    internal static void Check(ProjectSpec spec, ProjectTopology topology, SourceMap places, DiagnosticBag bag)
    {
        if (spec.Nat != NatMode.None || !LeavesForTheInternet(spec.Egress))
        {
            return;
        }

        var inside = topology.Nodes.Where(node => !node.HasPublicAddress).Select(node => node.Key).ToArray();
        if (inside.Length > 0)
        {
            bag.Error(
                DiagnosticCodes.NoWayOut,
                places.At(NatReader.Key),
                "Without NAT "
                    + $"{string.Join(", ", inside.Take(8))}{(inside.Length > 8 ? $" and {inside.Length - 8} more" : "")} "
                    + "cannot reach the destinations in 'egress', nor download packages at first boot.",
                "Write 'nat: one', or 'publicAccess: true' for the services of these nodes, or 'egress: {}' with an "
                    + "'infra:imageId' that already contains the packages (docs/node.md)."
            );
        }
    }

    // Private destinations are reached, if at all, over the operators' own routes.
    private static bool LeavesForTheInternet(EgressSpec egress) =>
        egress switch
        {
            EgressSpec.Open => true,
            EgressSpec.Only only => only.Destinations.Values.Any(to =>
                to.Internet || to.Networks.Any(network => !PrivateNetworks.Contain(network))
            ),
            _ => throw new InvalidOperationException($"No such egress: {egress}."),
        };
}
