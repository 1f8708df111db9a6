using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.Policy;

/// <summary>
/// Flows of clients, and the two ways to see them. People ask which peered network connections come from; a filter only
/// looks at addresses, and must not change by a byte because a network it lets in is now reached over a peering.
/// </summary>
public static class ClientFlows
{
    private const string Everyone = "clients";

    /// <summary><c>orders-db/pg/clients</c>.</summary>
    internal static string Key(string service, string component) => $"{service}/{component}/{Everyone}";

    /// <summary>One flow for each peered network that the sources reach into, and one for the sources outside all of them.</summary>
    internal static IEnumerable<Flow> Split(Flow clients, IEnumerable<PeeringSpec> peerings)
    {
        var source = (FlowSource.Networks)clients.Source;
        var rest = source.Cidrs;
        foreach (var peering in peerings)
        {
            var inside = CidrSet.Intersect(source.Cidrs, peering.Cidrs);
            if (inside.IsEmpty)
            {
                continue;
            }

            rest = CidrSet.Subtract(rest, peering.Cidrs);
            yield return clients with
            {
                Key = $"{clients.Key[..^Everyone.Length]}peer.{peering.Name}",
                Source = new FlowSource.Networks(FlowZones.Peer(peering.Name), inside),
                Reason = $"{clients.Reason}, over the peering",
            };
        }

        if (!rest.IsEmpty)
        {
            // The zone stays what the whole list is called: everyone but a peer is still everyone.
            yield return clients with
            {
                Source = source with { Cidrs = rest },
            };
        }
    }

    /// <summary>The flows as filters see them: what <see cref="Split"/> parted is one again; all others as they are, sorted by key.</summary>
    public static ImmutableArray<Flow> Join(IEnumerable<Flow> flows) =>
        [
            .. flows
                .GroupBy(flow => Joined(flow) ?? flow.Key)
                .Select(parts => parts.Count() == 1 && parts.First().Key == parts.Key ? parts.First() : Join(parts.Key, [.. parts]))
                .OrderBy(flow => flow.Key, StringComparer.Ordinal),
        ];

    private static Flow Join(string key, ImmutableArray<Flow> parts)
    {
        var sources = CidrSet.Merge(parts.SelectMany(part => ((FlowSource.Networks)part.Source).Cidrs));
        return parts[0] with
        {
            Key = key,
            Source = new FlowSource.Networks(FlowZones.OfClients(sources), sources),
            Reason = parts.MinBy(part => part.Reason.Length)!.Reason,
        };
    }

    /// <summary>The key of the flow that a peer's is part of; null for other flows.</summary>
    private static string? Joined(Flow flow) =>
        flow.Source is FlowSource.Networks && flow.Key.LastIndexOf("/peer.", StringComparison.Ordinal) is var at and >= 0
            ? $"{flow.Key[..(at + 1)]}{Everyone}"
            : null;
}
