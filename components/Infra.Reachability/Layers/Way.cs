using Infra.Reachability.Packets;

namespace Infra.Reachability.Layers;

/// <summary>One filter on a packet's way.</summary>
/// <param name="Name">For people: <c>security groups</c>, <c>node orders-db-1</c>.</param>
/// <param name="Decide">Sets what this layer sees of a packet, such as its interface, and asks the filter.</param>
public sealed record Layer(string Name, Func<Packet, Decision> Decide);

/// <summary>What becomes of a packet that goes through layers.</summary>
public enum Outcome
{
    /// <summary>Every layer accepts it.</summary>
    Delivered,

    /// <summary>A layer refuses it and answers.</summary>
    Rejected,

    /// <summary>A layer refuses it in silence.</summary>
    Dropped,
}

/// <summary>An outcome and what led to it.</summary>
/// <param name="Steps">What each layer decided, in order; the last is the one that refused, if one did.</param>
public sealed record Trace(Outcome Outcome, IReadOnlyList<Step> Steps);

/// <summary>What one layer decided, and by which rule.</summary>
public sealed record Step(string Layer, Decision Decision);

/// <summary>The layers between two ends, in the order in which a packet meets them.</summary>
public sealed class Way(params IReadOnlyList<Layer> layers)
{
    /// <summary>Follows a packet until a layer refuses it. A way without layers delivers everything.</summary>
    /// <exception cref="UnknownRuleException">
    /// A layer neither accepts nor refuses: what would become of the packet is not known.
    /// </exception>
    public Trace Follow(Packet packet)
    {
        var steps = new List<Step>();
        foreach (var layer in layers)
        {
            var decision = layer.Decide(packet);
            steps.Add(new Step(layer.Name, decision));
            switch (decision.Verdict)
            {
                case Verdict.Accept:
                    continue;
                case Verdict.Reject:
                    return new Trace(Outcome.Rejected, steps);
                case Verdict.Drop:
                    return new Trace(Outcome.Dropped, steps);
                default:
                    throw new UnknownRuleException($"{layer.Name} does not decide ({decision.Rule}): {packet}");
            }
        }

        return new Trace(Outcome.Delivered, steps);
    }
}
