using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Policy;

/// <summary>
/// What bastions accept and open. Operators come in on port 22; from there connections lead to the nodes' ports for operators, and
/// otherwise only where every node's lead: packages, names, time. Nothing is routed: sshd opens each connection itself.
/// </summary>
internal static class BastionFlows
{
    /// <summary>The bastions' addresses, of this generation and the next: what nodes admit stays the same when one is replaced.</summary>
    internal static ImmutableArray<Cidr> Addresses(ProjectTopology topology) => Both(topology.Bastions.Select(bastion => bastion.Machine));

    internal static IEnumerable<Flow> To(ProjectSpec spec, ProjectTopology topology) =>
        topology.Bastions.IsEmpty
            ? []
            :
            [
                new Flow(
                    Bastion.Owner,
                    new FlowPurpose.Management(spec.ManagementSources),
                    IpProtocol.Tcp,
                    Ports.Of(ReservedPorts.Ssh),
                    "operators pass the bastions on their way to nodes"
                ),
            ];

    internal static IEnumerable<EgressFlow> From(ProjectSpec spec, ProjectTopology topology) =>
        topology.Bastions.IsEmpty
            ? []
            :
            [
                .. EgressRules.Of(spec, Bastion.Owner),
                // No nodes, no flow: an empty list never means everyone.
                .. topology.Nodes.IsEmpty
                    ? Array.Empty<EgressFlow>()
                    :
                    [
                        new EgressFlow(
                            Bastion.Owner,
                            new EgressPurpose.Nodes(),
                            Both(topology.Nodes),
                            IpProtocol.Tcp,
                            Ports.Of([ReservedPorts.Ssh, ReservedPorts.PlatformManagement]),
                            "operators go on to nodes"
                        ),
                    ],
            ];

    private static ImmutableArray<Cidr> Both(IEnumerable<Node> nodes) =>
        CidrSet.Merge(nodes.SelectMany(node => new[] { Cidr.Host(node.Address), Cidr.Host(node.AlternateAddress) }));
}
