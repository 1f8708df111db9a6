using Infra.Reachability.Packets;

namespace Infra.Reachability.Layers;

/// <summary>A packet about which two sides differ.</summary>
/// <param name="Accepted">What the side compared with says.</param>
/// <param name="Decision">What the filter decides, and by which rule.</param>
public sealed record Disagreement(Packet Packet, bool Accepted, Decision Decision)
{
    public override string ToString() => $"{Packet}\nwanted {(Accepted ? "accepted" : "refused")}, got {Decision}";
}

/// <summary>
/// Compares emitted filters with what was intended, and with each other. Only verdicts count, not how a refusal is answered. Ask it about
/// all <see cref="PacketClasses"/> of both sides' <see cref="Boundaries"/>, and its answer holds for every packet.
/// </summary>
public static class Oracle
{
    /// <summary>Packets that a filter accepts and should not, or should accept and does not.</summary>
    /// <param name="intended">Whether the policy wants a packet accepted; stated without help of what emits filters.</param>
    public static IEnumerable<Disagreement> Compare(
        IEnumerable<Packet> packets,
        Func<Packet, bool> intended,
        Func<Packet, Decision> emitted
    ) =>
        from packet in packets
        let accepted = intended(packet)
        let decision = emitted(packet)
        where accepted != decision.Accepts
        select new Disagreement(packet, accepted, decision);

    /// <summary>Packets about which two layers that are made from one policy differ.</summary>
    /// <param name="outer">Whether the outer layer lets a packet pass.</param>
    /// <param name="innerIsStricter">Packets that the inner layer alone may refuse, as it sees more; it may never accept more.</param>
    public static IEnumerable<Disagreement> CompareLayers(
        IEnumerable<Packet> packets,
        Func<Packet, bool> outer,
        Func<Packet, Decision> inner,
        Func<Packet, bool> innerIsStricter
    ) =>
        from packet in packets
        let passes = outer(packet)
        let decision = inner(packet)
        where innerIsStricter(packet) ? decision.Accepts && !passes : decision.Accepts != passes
        select new Disagreement(packet, passes, decision);
}
