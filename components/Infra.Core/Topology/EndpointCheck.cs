using System.Collections.Immutable;
using System.Globalization;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Topology;

/// <summary>Compares the endpoints of a stack file with the nodes that there are: each node has one, and each one a node.</summary>
internal static class EndpointCheck
{
    private const int Shown = 8;
    private const int FirstExample = 22001;

    internal static void Check(ProjectSpec spec, ProjectTopology topology, SourceMap places, DiagnosticBag bag)
    {
        if (spec.Tunnel is { } tunnel)
        {
            CheckApart(tunnel, topology, places, bag);
        }

        if (spec.Access is not AccessPath.Endpoints { Nodes: var endpoints })
        {
            return;
        }

        var nodes = topology.Nodes.Select(node => node.Key).ToImmutableSortedSet(StringComparer.Ordinal);
        var missing = nodes.Where(node => !endpoints.ContainsKey(node)).Order(NaturalOrder.Comparer).ToImmutableArray();
        foreach (var key in endpoints.Keys.Where(key => !nodes.Contains(key)))
        {
            bag.Error(
                DiagnosticCodes.EndpointOfNoNode,
                places.AtText(EndpointsReader.Key, key),
                $"There is no node {Diagnostics.Shown.Quote(key)}.",
                missing.IsEmpty ? "Remove the line: every node has an endpoint." : Suggestion.Remedy(key, missing)
            );
        }

        if (!missing.IsEmpty)
        {
            bag.Error(
                DiagnosticCodes.EndpointMissing,
                places.At(EndpointsReader.Key),
                $"No endpoint for {Some(missing)}.",
                $"Under '{EndpointsReader.Key}', write where each is reached, e.g. '{Some(Lines(missing, endpoints))}'."
            );
        }
    }

    private static string Some(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return $"{Diagnostics.Shown.List(all.Take(Shown))}{(all.Length > Shown ? $" and {all.Length - Shown} more" : "")}";
    }

    /// <summary>Ports of this machine that no other node has.</summary>
    private static IEnumerable<string> Lines(ImmutableArray<string> nodes, ImmutableSortedDictionary<string, Endpoint> endpoints)
    {
        var taken = endpoints.Values.Select(endpoint => endpoint.Port).ToHashSet();
        var free = Enumerable.Range(FirstExample, nodes.Length + taken.Count).Where(port => !taken.Contains(port));
        return nodes.Zip(free, (node, port) => string.Create(CultureInfo.InvariantCulture, $"{node}: {{ host: 127.0.0.1, port: {port} }}"));
    }

    /// <summary>A tunnel inside the network is in a subnet of its own: where nodes are, it would admit nodes to each other.</summary>
    private static void CheckApart(TunnelSpec tunnel, ProjectTopology topology, SourceMap places, DiagnosticBag bag)
    {
        foreach (var cidr in tunnel.Networks)
        {
            if (topology.Subnets.FirstOrDefault(subnet => subnet.Role != SubnetRole.Public && subnet.Cidr.Overlaps(cidr)) is { } subnet)
            {
                bag.Add(BadTunnelSource.WhereNodesAre(places.At(TunnelReader.Key), cidr, subnet.Cidr));
            }
        }
    }
}
