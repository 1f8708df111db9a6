using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Topology;
using Infra.Reachability.Layers;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// Two layers, one policy: a flow passes both; anything else is denied by both, unless only one of them can see the difference. The node
/// can where the cloud does not filter, for peers (never unencrypted; not the next generation), and for tunnel addresses outside the
/// tunnel.
/// </summary>
internal static class LayerAgreement
{
    /// <param name="sdn">Whether the cloud allows a new connection to the node.</param>
    /// <param name="unfiltered">Whether the cloud does not filter what an address sends.</param>
    internal static void OnFlows(
        RandomProject project,
        Intent intent,
        Node node,
        IEnumerable<Packet> packets,
        Func<Packet, bool> sdn,
        Func<Ip, bool> unfiltered
    )
    {
        var firewall = Filled.Firewall(Filled.InService(project.Plan, node.Key, []));
        Check(
            project,
            intent,
            node,
            packets,
            packet => packet.Source,
            sdn,
            packet => firewall.Input(packet with { InInterface = "eth0" }),
            unfiltered
        );
    }

    /// <param name="sdn">Whether the cloud allows a new connection opened by the node.</param>
    /// <param name="unfiltered">Whether the cloud does not filter what is sent to an address.</param>
    internal static void OnWhatNodesOpen(
        RandomProject project,
        Intent intent,
        Node node,
        IEnumerable<Packet> packets,
        Func<Packet, bool> sdn,
        Func<Ip, bool> unfiltered
    )
    {
        var firewall = Filled.Firewall(Filled.InService(project.Plan, node.Key, []));
        Check(
            project,
            intent,
            node,
            packets,
            packet => packet.Destination,
            sdn,
            packet => firewall.Output(packet with { OutInterface = "eth0" }),
            unfiltered
        );
    }

    private static void Check(
        RandomProject project,
        Intent intent,
        Node node,
        IEnumerable<Packet> packets,
        Func<Packet, Ip> other,
        Func<Packet, bool> sdn,
        Func<Packet, Decision> filter,
        Func<Ip, bool> unfiltered
    )
    {
        var ipsec = project.Plan.Spec.Services.GetValueOrDefault(node.Service)?.Mesh.HasIPsec() == true;
        var peers = OnCloud.Members(project.Plan, node.Service).ToHashSet();
        var difference = Oracle
            .CompareLayers(
                // What is inside IPsec reaches the network as UDP. Without it a node sends and accepts nothing of the mesh's protocol.
                packets.Where(packet => packet.Protocol != ProtocolNumber.Ipv6 || !(packet.Protected || ipsec)),
                packet => unfiltered(other(packet)) || sdn(packet),
                filter,
                packet => unfiltered(other(packet)) || peers.Contains(other(packet)) || intent.Mesh.Contains(other(packet))
            )
            .FirstOrDefault();
        if (difference is not null)
        {
            Assert.Fail($"SDN, then node: {difference}\n{project.Text}");
        }
    }
}
