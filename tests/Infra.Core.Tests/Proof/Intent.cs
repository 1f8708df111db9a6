using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// The policy's verdict on a new connection, computed only from its flows, packet by packet. Slow and plain on purpose: this is the
/// specification every emitted firewall is compared with.
/// </summary>
internal sealed class Intent
{
    // The listed essentials of a node: what passes whatever the policy. docs/firewall.md has the same list.
    private static readonly int[] Icmp4 = [3, 8, 11, 12];
    private static readonly int[] Icmp6 = [1, 2, 3, 4, 128];
    private static readonly int[] NeighbourDiscovery = [133, 134, 135, 136];
    private static readonly int[] ListenerDiscovery = [130, 131, 132, 143];
    private static readonly AddressRanges LinkLocal = AddressRanges.Of(true, "fe80::/10");
    private static readonly AddressRanges AllDhcp6 = AddressRanges.Of(true, "ff02::1:2/128");

    private readonly ProjectPlan _plan;
    private readonly List<(Flow Flow, AddressRanges V4, AddressRanges V6)> _flows;
    private readonly List<(EgressFlow Flow, AddressRanges V4, AddressRanges V6)> _egress;
    private readonly Dictionary<string, (HashSet<Ip> Network, HashSet<Ip> Mesh)> _peers;
    private readonly Dictionary<string, HashSet<Ip>> _members;

    internal Intent(ProjectPlan plan)
    {
        _plan = plan;
        _flows = [.. plan.Policy.Flows.Select(flow => (flow, Sources(flow, v6: false), Sources(flow, v6: true)))];
        _egress = [.. plan.Policy.Egress.Select(flow => (flow, Networks(flow.Cidrs, v6: false), Networks(flow.Cidrs, v6: true)))];
        _peers = plan.Topology.Machines.ToDictionary(
            node => node.Key,
            node =>
                (Peers(node).SelectMany(NodeIps.Of).ToHashSet(), Peers(node).Select(peer => Ip.Parse($"{peer.MeshAddress}")).ToHashSet())
        );
        _members = plan.Owners.ToDictionary(
            service => service,
            service => Nodes(service).SelectMany(node => NodeIps.Of(node).Concat(NodeIps.Next(node))).ToHashSet()
        );

        // The mesh is the /64 around the tunnel addresses.
        Mesh = new AddressRanges(
            true,
            plan.Topology.Machines.Select(node => Ip.Parse($"{node.MeshAddress}").Number >> 64 << 64)
                .Select(number => (number, number | ulong.MaxValue))
        );

        foreach (var (flow, v4, v6) in _flows)
        {
            Boundaries.Add(v4);
            Boundaries.Add(v6);
            foreach (var port in flow.Ports is Ports.Listed listed ? listed.Numbers : [])
            {
                Boundaries.AddPort(port);
            }
        }

        foreach (var (flow, v4, v6) in _egress)
        {
            OutboundBoundaries.Add(v4);
            OutboundBoundaries.Add(v6);
            foreach (var port in flow.Ports is Ports.Listed listed ? listed.Numbers : [])
            {
                OutboundBoundaries.AddPort(port);
            }
        }

        Boundaries.Add(Mesh);
        Boundaries.Add(LinkLocal);
        OutboundBoundaries.Add(AllDhcp6);
        foreach (var address in plan.Topology.Machines.SelectMany(node => NodeIps.Of(node).Append(Ip.Parse($"{node.MeshAddress}"))))
        {
            Boundaries.Add(address.V6, address.Number, address.Number);
        }
    }

    internal AddressRanges Mesh { get; }

    internal Boundaries Boundaries { get; } = new();

    /// <summary>Destinations and ports that only occur in connections opened by nodes.</summary>
    internal Boundaries OutboundBoundaries { get; } = new();

    /// <summary>What a node must do with an incoming packet.</summary>
    internal Verdict AtNode(Node node, Packet packet)
    {
        if (IsMeshInTheClear(node, packet))
        {
            return Verdict.Reject;
        }

        if (packet.InInterface == "lo")
        {
            return Verdict.Accept;
        }

        // Redirects, whatever they are about.
        if ((packet.Protocol, packet.IcmpType, packet.Source.V6) is (ProtocolNumber.Icmp, 5, false) or (ProtocolNumber.Icmp6, 137, true))
        {
            return Verdict.Drop;
        }

        if (packet.State is Tracking.Established or Tracking.Related)
        {
            return Verdict.Accept;
        }

        if (packet.State == Tracking.Invalid)
        {
            return Verdict.Drop;
        }

        if (
            packet.State == Tracking.Untracked
            && IsLink(node, packet.InInterface)
            && _peers[node.Key].Mesh.Contains(packet.Source)
            && IsAnswer(node, packet)
        )
        {
            return Verdict.Accept;
        }

        return IsEssential(packet)
            || IsMeshOfPeer(node, packet, packet.Source)
            || (!IsForged(node, packet) && !IsPeerTrafficInTheClear(node, packet) && _flows.Exists(flow => Allows(flow, node, packet)))
                ? Verdict.Accept
            // An answer would quote, in plain text, what came encrypted.
            : packet is { Protocol: ProtocolNumber.Ipv6, Protected: true } && MeshOf(node).HasIPsec() ? Verdict.Drop
            : Verdict.Reject;
    }

    /// <summary>What a node must do with an outgoing packet.</summary>
    internal Verdict FromNode(Node node, Packet packet)
    {
        if (IsMeshInTheClear(node, packet))
        {
            return Verdict.Reject;
        }

        if (packet.OutInterface == "lo" || packet.State is Tracking.Established or Tracking.Related)
        {
            return Verdict.Accept;
        }

        if (packet.State == Tracking.Invalid)
        {
            return Verdict.Drop;
        }

        if (IsOutwardEssential(packet))
        {
            return Verdict.Accept;
        }

        if (packet.State == Tracking.Untracked && IsUntracked(node, packet) && !packet.Opens)
        {
            return Verdict.Accept;
        }

        if (packet.Uid != 0 && _egress.Exists(flow => flow.Flow.ForRootAlone && flow.Flow.Service == node.Service && Carries(flow, packet)))
        {
            return Verdict.Reject;
        }

        if (IsMeshOfPeer(node, packet, packet.Destination))
        {
            return Verdict.Accept;
        }

        var inTunnel = IsLink(node, packet.OutInterface);
        var (network, mesh) = _peers[node.Key];
        var inTheClear =
            (!inTunnel || IsBetween(node))
            && (Mesh.Contains(packet.Destination) || (network.Contains(packet.Destination) && IsPeerTraffic(node, packet)));
        var toPeer = _flows.Exists(flow =>
            flow.Flow.Service == node.Service
            && Carries(flow.Flow, packet)
            && flow.Flow.Purpose switch
            {
                FlowPurpose.Tunnel => network.Contains(packet.Destination),
                FlowPurpose.Mesh => inTunnel && mesh.Contains(packet.Destination),
                _ => false,
            }
        );
        // While there are two links, a mesh address is for peer traffic alone, on either.
        return (IsBetween(node) && toPeer) || (!inTheClear && (toPeer || LeavesFor(node.Service, packet)))
            ? Verdict.Accept
            : Verdict.Reject;
    }

    /// <summary>
    /// Whether an incoming or outgoing packet bypasses the connection table, which a single client may fill: operators' SSH, the tunnel's
    /// own packets, and peers' TCP inside it, in both directions.
    /// </summary>
    internal bool Untracked(Node node, Packet packet, bool leaves)
    {
        var other = leaves ? packet.Destination : packet.Source;
        var (network, mesh) = _peers[node.Key];
        if (packet.Protocol == ProtocolNumber.Udp)
        {
            return network.Contains(other)
                && _flows.Exists(flow =>
                    flow.Flow.Service == node.Service && flow.Flow.Purpose is FlowPurpose.Tunnel && Carries(flow.Flow, packet)
                );
        }

        if (packet.Protocol == ProtocolNumber.Ipv6)
        {
            return MeshOf(node).HasIPsec() && !other.V6 && network.Contains(other);
        }

        if (packet.Protocol != ProtocolNumber.Tcp)
        {
            return false;
        }

        var inTunnel = IsLink(node, leaves ? packet.OutInterface : packet.InInterface);
        return (inTunnel && mesh.Contains(other) && (IsPeerTraffic(node, packet) || IsAnswer(node, packet)))
            || (IsOperator(node, other) && (leaves ? packet.SourcePort == 22 && !packet.Opens : packet.DestinationPort == 22));
    }

    private bool IsUntracked(Node node, Packet packet) =>
        (IsLink(node, packet.OutInterface) && _peers[node.Key].Mesh.Contains(packet.Destination) && IsAnswer(node, packet))
        || (packet.Protocol == ProtocolNumber.Tcp && packet.SourcePort == 22 && IsOperator(node, packet.Destination));

    private bool IsOperator(Node node, Ip address) =>
        _flows.Exists(flow =>
            flow.Flow.Service == node.Service && flow.Flow.Purpose is FlowPurpose.Management && Of(flow, address.V6).Contains(address)
        );

    // TCP from a port that peers serve, without opening a connection.
    private bool IsAnswer(Node node, Packet packet) =>
        packet is { Protocol: ProtocolNumber.Tcp, Opens: false }
        && IsPeerTraffic(node, packet with { DestinationPort = packet.SourcePort });

    /// <summary>Whether the policy requires the cloud firewall to let a new connection reach a service.</summary>
    internal bool AtSdn(string service, Packet packet) =>
        _flows.Exists(flow =>
            flow.Flow.Service == service
            && flow.Flow.Purpose is not FlowPurpose.Mesh
            && Carries(flow.Flow, packet)
            && flow.Flow.Purpose switch
            {
                FlowPurpose.FromOutside => Of(flow, packet.Source.V6).Contains(packet.Source),
                FlowPurpose.Tunnel => _members[service].Contains(packet.Source),
                _ => throw new InvalidOperationException($"{flow.Flow.Purpose}"),
            }
        );

    /// <summary>Whether the policy allows a service's node to open a connection to a destination other than peers.</summary>
    /// <param name="platform">Whether flows to the cloud's own services count; some clouds' firewalls do not see them.</param>
    internal bool LeavesFor(string service, Packet packet, bool platform = true) =>
        _egress.Exists(flow =>
            flow.Flow.Service == service && (platform || flow.Flow.Purpose is not EgressPurpose.Platform) && Carries(flow, packet)
        );

    private static bool Carries((EgressFlow Flow, AddressRanges V4, AddressRanges V6) flow, Packet packet) =>
        (packet.Destination.V6 ? flow.V6 : flow.V4).Contains(packet.Destination)
        && flow.Flow.Protocol switch
        {
            null => true,
            IpProtocol.Tcp => packet.Protocol == ProtocolNumber.Tcp,
            IpProtocol.Udp => packet.Protocol == ProtocolNumber.Udp,
            _ => throw new InvalidOperationException($"{flow.Flow.Protocol}"),
        }
        && (flow.Flow.Ports is Ports.All || flow.Flow.Ports.AsNumbers().Contains(packet.DestinationPort));

    /// <summary>Whether the policy allows a new tunnel packet to a peer, of this generation or the next.</summary>
    internal bool TunnelsTo(string service, Packet packet) =>
        _members[service].Contains(packet.Destination)
        && _flows.Exists(flow => flow.Flow.Service == service && flow.Flow.Purpose is FlowPurpose.Tunnel && Carries(flow.Flow, packet));

    internal IEnumerable<Node> Nodes(string service) => _plan.Topology.Machines.Where(node => node.Service == service);

    private bool Allows((Flow Flow, AddressRanges V4, AddressRanges V6) flow, Node node, Packet packet) =>
        flow.Flow.Service == node.Service
        && (flow.Flow.Purpose as FlowPurpose.Mesh)?.OnlyTo?.Contains(node.Key) is not false
        && Carries(flow.Flow, packet)
        && flow.Flow.Purpose switch
        {
            FlowPurpose.FromOutside => Of(flow, packet.Source.V6).Contains(packet.Source),
            FlowPurpose.Tunnel => _peers[node.Key].Network.Contains(packet.Source),
            FlowPurpose.Mesh => IsLink(node, packet.InInterface) && _peers[node.Key].Mesh.Contains(packet.Source),
            _ => throw new InvalidOperationException($"{flow.Flow.Purpose}"),
        };

    private bool IsEssential(Packet packet) =>
        packet.Protocol switch
        {
            ProtocolNumber.Icmp => !packet.Source.V6 && Icmp4.Contains(packet.IcmpType),
            ProtocolNumber.Icmp6 => packet.Source.V6
                && (
                    Icmp6.Contains(packet.IcmpType)
                    || (NeighbourDiscovery.Contains(packet.IcmpType) && packet.HopLimit == 255)
                    || (ListenerDiscovery.Contains(packet.IcmpType) && LinkLocal.Contains(packet.Source))
                ),
            ProtocolNumber.Udp when _plan.Spec.Cloud != CloudKind.Local => (
                packet.Source.V6,
                packet.SourcePort,
                packet.DestinationPort
            ) switch
            {
                (false, 67, 68) => true,
                (true, 547, 546) => LinkLocal.Contains(packet.Source),
                _ => false,
            },
            _ => false,
        };

    // Tunnel addresses exist only inside the tunnel, whatever the clients' networks.
    private bool IsForged(Node node, Packet packet) =>
        Mesh.Contains(packet.Source) && (IsBetween(node) ? !IsInside(node, packet) : !IsLink(node, packet.InInterface));

    private bool IsInside(Node node, Packet packet) =>
        _flows.Exists(flow => flow.Flow.Purpose is FlowPurpose.Mesh && Allows(flow, node, packet));

    /// <summary>Whether a node has both kinds of mesh, each with an interface.</summary>
    private bool IsBetween(Node node) => MeshOf(node) is { } mesh && mesh.HasWireGuard() && mesh.HasIPsec();

    private bool IsLink(Node node, string name) =>
        (name == "wg0" && MeshOf(node).HasWireGuard()) || (name == "ipsec0" && MeshOf(node).HasIPsec());

    private MeshKind MeshOf(Node node) => _plan.Spec.Services.GetValueOrDefault(node.Service)?.Mesh ?? MeshKind.WireGuard;

    // What the mesh's interface sends and receives is in IPsec, whatever connection tracking knows, on loopback too.
    private bool IsMeshInTheClear(Node node, Packet packet) =>
        packet is { Protocol: ProtocolNumber.Ipv6, Protected: false } && MeshOf(node).HasIPsec();

    private bool IsMeshOfPeer(Node node, Packet packet, Ip other) =>
        packet is { Protocol: ProtocolNumber.Ipv6, Protected: true }
        && MeshOf(node).HasIPsec()
        && !other.V6
        && _peers[node.Key].Network.Contains(other);

    // Peers talk to each other only inside the tunnel, even if clients' networks contain them.
    private bool IsPeerTrafficInTheClear(Node node, Packet packet) =>
        (IsBetween(node) || !IsLink(node, packet.InInterface))
        && _peers[node.Key].Network.Contains(packet.Source)
        && IsPeerTraffic(node, packet);

    private bool IsPeerTraffic(Node node, Packet packet) =>
        _flows.Exists(flow => flow.Flow.Service == node.Service && flow.Flow.Purpose is FlowPurpose.Mesh && Carries(flow.Flow, packet));

    // Neighbours and groups on the link, and requests for addresses.
    private bool IsOutwardEssential(Packet packet) =>
        packet.Protocol switch
        {
            ProtocolNumber.Icmp6 => packet.Source.V6
                && (NeighbourDiscovery.Contains(packet.IcmpType) || ListenerDiscovery.Contains(packet.IcmpType)),
            ProtocolNumber.Udp when _plan.Spec.Cloud != CloudKind.Local => (
                packet.Source.V6,
                packet.SourcePort,
                packet.DestinationPort
            ) switch
            {
                (false, 68, 67) => true,
                (true, 546, 547) => AllDhcp6.Contains(packet.Destination),
                _ => false,
            },
            _ => false,
        };

    private static bool Carries(Flow flow, Packet packet) =>
        flow.Protocol switch
        {
            IpProtocol.Tcp => packet.Protocol == ProtocolNumber.Tcp && flow.Ports.AsNumbers().Contains(packet.DestinationPort),
            IpProtocol.Udp => packet.Protocol == ProtocolNumber.Udp && flow.Ports.AsNumbers().Contains(packet.DestinationPort),
            IpProtocol.Esp => packet.Protocol == ProtocolNumber.Esp,
            _ => throw new InvalidOperationException($"{flow.Protocol}"),
        };

    private IEnumerable<Node> Peers(Node node) => Nodes(node.Service).Where(other => other.Key != node.Key);

    private static AddressRanges Of((Flow Flow, AddressRanges V4, AddressRanges V6) flow, bool v6) => v6 ? flow.V6 : flow.V4;

    private static AddressRanges Sources(Flow flow, bool v6) =>
        AddressRanges.Of(v6, flow.Purpose is FlowPurpose.FromOutside from ? Texts(from.Sources, v6) : []);

    private static AddressRanges Networks(IEnumerable<Cidr> cidrs, bool v6) => AddressRanges.Of(v6, Texts(cidrs, v6));

    private static string[] Texts(IEnumerable<Cidr> cidrs, bool v6) =>
        [.. cidrs.Select(cidr => $"{cidr}").Where(text => text.Contains(':', StringComparison.Ordinal) == v6)];
}
