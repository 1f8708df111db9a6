using Infra.Reachability.Packets;

namespace Infra.Reachability.Layers;

/// <summary>One filter on a packet's path.</summary>
/// <param name="Name">For display: <c>security groups</c>, <c>node orders-db-1</c>.</param>
/// <param name="Decide">Sets what this layer sees of a packet, such as its interface, and evaluates the filter.</param>
public sealed record Layer(string Name, Func<Packet, Decision> Decide);

/// <summary>The outcome for a packet that passes through layers.</summary>
public enum Outcome
{
    /// <summary>Every layer accepts it.</summary>
    Delivered,

    /// <summary>A layer denies it with a response.</summary>
    Rejected,

    /// <summary>A layer silently drops it.</summary>
    Dropped,
}

/// <summary>An outcome and its cause.</summary>
/// <param name="Steps">Each layer's decision, in order; the last is the one that denied the packet, if any.</param>
public sealed record Trace(Outcome Outcome, IReadOnlyList<Step> Steps);

/// <summary>One layer's decision, and the rule responsible.</summary>
public sealed record Step(string Layer, Decision Decision);

/// <summary>The layers between two endpoints, in the order a packet meets them.</summary>
public sealed class Way(params IReadOnlyList<Layer> layers)
{
    /// <summary>Follows a packet until a layer denies it. A path without layers delivers everything.</summary>
    /// <exception cref="UnknownRuleException">
    /// A layer neither accepts nor denies: the outcome for the packet is unknown.
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
