using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Verify.Probes;

/// <summary>Probes from nodes to the outside networks.</summary>
public static class EgressProbes
{
    // For destinations with many ports a few suffice: a set treats all of them alike.
    private const int MostDeclaredPorts = 4;
    private const int WebPort = 443;

    /// <summary>
    /// The ports the outside networks listen on, over TCP and UDP: a common one, one that is never declared, and some that a destination
    /// declares.
    /// </summary>
    public static ImmutableSortedSet<int> Ports(ProjectPlan plan) =>
        [
            WebPort,
            ProbeDirections.UndeclaredPort,
            .. plan
                .Policy.Egress.Where(flow => flow.Purpose is EgressPurpose.Destination)
                .SelectMany(flow => flow.Ports.AsNumbers())
                .Distinct()
                .Order()
                .Take(MostDeclaredPorts),
        ];

    /// <summary>From every node to one outside network, TCP and UDP on each port.</summary>
    public static IEnumerable<Probe> To(ProjectPlan plan, ProbeOrigin.OutsideNetwork outside) =>
        from node in plan.Topology.Nodes
        from protocol in new[] { IpProtocol.Tcp, IpProtocol.Udp }
        from port in Ports(plan)
        select new Probe(new ProbeOrigin.OnNode(node.Key), outside.Name, outside.Address, protocol, port);

    /// <summary>The control: from the outside network to itself. If nothing were listening, a rejection would prove nothing.</summary>
    public static IEnumerable<Probe> Control(ProjectPlan plan, ProbeOrigin.OutsideNetwork outside) =>
        from protocol in new[] { IpProtocol.Tcp, IpProtocol.Udp }
        from port in Ports(plan)
        select new Probe(outside, outside.Name, outside.Address, protocol, port);
}
