using Infra.Reachability.Packets;

namespace Infra.Reachability.Layers;

/// <summary>The cloud's own firewall around the nodes of one service, as read back from what was emitted.</summary>
/// <param name="Boundaries">What its rules tell apart.</param>
/// <param name="Inbound">What becomes of a new connection to a node.</param>
/// <param name="Outbound">What becomes of one that a node opens.</param>
public sealed record CloudFilter(Boundaries Boundaries, Func<Packet, Decision> Inbound, Func<Packet, Decision> Outbound);
