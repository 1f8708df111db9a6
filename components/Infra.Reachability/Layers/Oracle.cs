using Infra.Reachability.Packets;

namespace Infra.Reachability.Layers;

/// <summary>A packet on which two sides differ.</summary>
/// <param name="Accepted">The verdict of the side compared with.</param>
/// <param name="Decision">The filter's decision, and the rule responsible.</param>
public sealed record Disagreement(Packet Packet, bool Accepted, Decision Decision)
{
    public override string ToString() => $"{Packet}\nwanted {(Accepted ? "accepted" : "refused")}, got {Decision}";
}

/// <summary>
/// Compares emitted filters with the intended policy, and with each other. Only verdicts count, not how a denial is answered. Applied to
/// all <see cref="PacketClasses"/> of both sides' <see cref="Boundaries"/>, the result holds for every packet.
/// </summary>
public static class Oracle
{
    /// <summary>Packets a filter wrongly accepts, or wrongly denies.</summary>
    /// <param name="intended">Whether the policy accepts a packet; computed independently of the code that emits filters.</param>
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

    /// <summary>Packets on which two layers made from one policy differ.</summary>
    /// <param name="outer">Whether the outer layer accepts a packet.</param>
    /// <param name="innerIsStricter">Packets that only the inner layer may deny, because it sees more; it may never accept more.</param>
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
