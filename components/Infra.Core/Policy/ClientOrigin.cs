using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.Policy;

/// <summary>
/// Where connections of a flow come from, for display: one origin per peered network, and one for the rest. Filters only look at addresses
/// and handle the flow as a whole.
/// </summary>
/// <param name="Key">The flow's key; for a peered network <c>orders-db/pg/peer.partner</c>.</param>
/// <param name="Peering">The peering that they arrive through; null if none.</param>
/// <param name="Zone">The display name: <c>peer partner</c>.</param>
/// <param name="Sources">Merged and sorted; never empty.</param>
/// <param name="Reason">Human-readable.</param>
public sealed record ClientOrigin(string Key, PeeringSpec? Peering, string Zone, ImmutableArray<Cidr> Sources, string Reason)
{
    /// <summary>One for each peered network that the clients' networks overlap, and one for those outside all of them.</summary>
    public static IEnumerable<ClientOrigin> Of(Flow flow, FlowPurpose.FromOutside from, IEnumerable<PeeringSpec> peerings)
    {
        var rest = from.Sources;
        foreach (var peering in from is FlowPurpose.Clients ? peerings : [])
        {
            var inside = CidrSet.Intersect(from.Sources, peering.Cidrs);
            if (inside.IsEmpty)
            {
                continue;
            }

            rest = CidrSet.Subtract(rest, peering.Cidrs);
            yield return new ClientOrigin(
                $"{flow.Service}/{from.Name}/peer.{peering.Name}",
                peering,
                FlowZones.Peer(peering.Name),
                inside,
                $"{flow.Reason}, over the peering"
            );
        }

        if (!rest.IsEmpty)
        {
            // The zone is named after the whole list: everyone except a peer is still everyone.
            yield return new ClientOrigin(flow.Key, null, from.Zone, rest, flow.Reason);
        }
    }
}
