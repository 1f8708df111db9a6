using System.Collections.Immutable;

namespace Infra.Core.Policy;

/// <summary>Everything a project requires, and so all that any layer may allow.</summary>
public sealed record NetworkPolicy
{
    /// <param name="flows">In any order.</param>
    /// <param name="egress">In any order.</param>
    /// <exception cref="ArgumentException">Two flows have the same key: rules are named after it.</exception>
    public NetworkPolicy(IEnumerable<Flow> flows, IEnumerable<EgressFlow>? egress = null) =>
        (Flows, Egress) = ([.. flows], [.. egress ?? []]);

    /// <summary>Connections to nodes, sorted by unique key.</summary>
    public ImmutableArray<Flow> Flows
    {
        get;
        init => field = InOrder(value, flow => flow.Key);
    }

    /// <summary>Connections that nodes open to anything except their peers, sorted by unique key.</summary>
    public ImmutableArray<EgressFlow> Egress
    {
        get;
        init => field = InOrder(value, flow => flow.Key);
    }

    private static ImmutableArray<T> InOrder<T>(ImmutableArray<T> flows, Func<T, string> keyOf)
    {
        var sorted = flows.Select(flow => (Key: keyOf(flow), Flow: flow)).OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        var twice = sorted.Zip(sorted.Skip(1)).FirstOrDefault(pair => pair.First.Key == pair.Second.Key).First.Key;
        return twice is null ? [.. sorted.Select(one => one.Flow)] : throw new ArgumentException($"Two flows {twice}.", nameof(flows));
    }
}
