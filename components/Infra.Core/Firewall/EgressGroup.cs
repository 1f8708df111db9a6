using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Firewall;

/// <summary>
/// Networks with the same open ports, written once however many destinations name them: the ports of several destinations for one network
/// are merged, and so are networks with the same ports.
/// </summary>
/// <param name="Reason">Human-readable: one flow's reason, or a general one.</param>
/// <param name="Networks">Merged and sorted.</param>
/// <param name="ForRootAlone">As <see cref="EgressFlow.ForRootAlone"/>.</param>
internal sealed record EgressGroup(string Reason, PortGroup On, ImmutableArray<Cidr> Networks, bool ForRootAlone)
{
    /// <summary>
    /// Groups all flows with a protocol: those for root only first, then the others, each in the order of first appearance.
    /// </summary>
    internal static IEnumerable<EgressGroup> Of(IEnumerable<EgressFlow> egress) =>
        from flow in egress
        where flow.Protocol is not null
        orderby flow.ForRootAlone descending
        from network in flow.Cidrs
        group flow by (Protocol: flow.Protocol!.Value, Network: network, flow.ForRootAlone) into said
        group (said.Key.Network, Reasons: said.Select(flow => flow.Reason)) by (
            said.Key.Protocol,
            Ports: Ports.Join(said.Select(flow => flow.Ports)),
            said.Key.ForRootAlone
        ) into alike
        let reasons = alike.SelectMany(one => one.Reasons).Distinct().Take(2).ToList()
        select new EgressGroup(
            reasons.Count == 1 ? reasons[0] : "Destinations, each on its own ports",
            new PortGroup(alike.Key.Protocol, alike.Key.Ports),
            CidrSet.Merge(alike.Select(one => one.Network)),
            alike.Key.ForRootAlone
        );
}
