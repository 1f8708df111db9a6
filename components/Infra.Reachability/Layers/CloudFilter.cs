using Infra.Reachability.Packets;

namespace Infra.Reachability.Layers;

/// <summary>The cloud firewall around one service's nodes, as read back from what was emitted.</summary>
/// <param name="Boundaries">The values its rules distinguish.</param>
/// <param name="Inbound">The decision on a new connection to a node.</param>
/// <param name="Outbound">The decision on a connection opened by a node.</param>
public sealed record CloudFilter(Boundaries Boundaries, Func<Packet, Decision> Inbound, Func<Packet, Decision> Outbound);
