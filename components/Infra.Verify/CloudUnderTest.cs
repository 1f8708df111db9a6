using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Topology;
using Infra.Verify.Probes;
using Infra.Verify.Shell;

namespace Infra.Verify;

/// <summary>A running cloud and the plan it must match.</summary>
/// <param name="Shells">Runs commands on each node, by node key.</param>
/// <param name="Prober">Opens connections from the simulated outside networks and from nodes.</param>
/// <param name="NtpSources">The cloud's own time sources; one of them must be the selected one.</param>
/// <param name="Origins">The places outside the project that probes start from.</param>
public sealed record CloudUnderTest(
    ProjectPlan Plan,
    ImmutableSortedDictionary<string, INodeShell> Shells,
    IProber Prober,
    ImmutableArray<string> NtpSources,
    ImmutableArray<ProbeOrigin.OutsideNetwork> Origins
)
{
    /// <summary>Runs commands in each network outside the project, by its namespace.</summary>
    public required ImmutableSortedDictionary<string, INodeShell> Outside { get; init; }

    /// <summary>How operators log in, by key: the nodes' and the bastions'.</summary>
    public ImmutableSortedDictionary<string, NodeEndpoint> Endpoints { get; init; } = ImmutableSortedDictionary<string, NodeEndpoint>.Empty;

    /// <summary>Runs commands where packets between nodes pass; null where that is out of reach.</summary>
    public INodeShell? Router { get; init; }

    /// <summary>Runs one observation on every node and bastion in parallel; rows are returned in node order.</summary>
    public async Task<IReadOnlyList<CheckRow>> OnEachNodeAsync(Func<Node, INodeShell, Task<IReadOnlyList<CheckRow>>> observe)
    {
        var rows = await Task.WhenAll(Plan.Topology.Machines.Select(node => observe(node, Shells[node.Key]))).ConfigureAwait(false);
        return [.. rows.SelectMany(r => r)];
    }

    /// <summary>The other nodes of the same service, in key order.</summary>
    public IEnumerable<Node> PeersOf(Node node) => Plan.Topology.Nodes.Where(n => n.Service == node.Service && n.Key != node.Key);
}
