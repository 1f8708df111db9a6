using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Peerings;

/// <summary>Reads <c>peerings</c>: each on its own, then the rules between them.</summary>
/// <param name="region">The project's region, the default for the other side's.</param>
/// <param name="own">The project's own networks, as far as known.</param>
/// <param name="quotas">The account's quotas as the file states them.</param>
internal sealed class PeeringsReader(
    CloudKind? cloud,
    string? region,
    ImmutableArray<Cidr> own,
    ImmutableSortedDictionary<string, int> quotas,
    DiagnosticBag bag
)
{
    /// <summary>The peerings that could be read, by name; the others are reported.</summary>
    internal ImmutableSortedDictionary<string, PeeringSpec> Read(TextNode? node)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, PeeringSpec>(StringComparer.Ordinal);
        if (node is null || MapReader.AsMap(node, "the peerings", bag) is not { Entries: { IsEmpty: false } entries } map)
        {
            return found.ToImmutable();
        }

        if (cloud is { } its && CloudRegistry.Of<IStackFileRules>(its).Peering is null)
        {
            bag.Add(PeeringImpossible.NotOnCloud(map.Owner, its));
            return found.ToImmutable();
        }

        var networks = new PeerNetworks(own, bag);
        foreach (var entry in entries)
        {
            NameRules.Check(entry.Key, "peering name", NameRules.LongestName, entry.KeyWhere, bag);
            if (cloud is { } kind && new PeeringReader(kind, region, networks, bag).Read(entry) is { } peering)
            {
                CheckTwice(peering, found, entry);
                found.Add(peering.Name, peering);
            }
        }

        if (cloud is { } known)
        {
            CheckQuotas(known, found.Values, entries.Length, map.Owner);
        }

        return found.ToImmutable();
    }

    private void CheckTwice(PeeringSpec peering, ImmutableSortedDictionary<string, PeeringSpec>.Builder others, TextEntry entry)
    {
        if (others.Values.FirstOrDefault(other => PeeringKeys.Form(cloud!.Value).IsSame(other.Other, peering.Other)) is { } same)
        {
            bag.Error(
                DiagnosticCodes.PeeredTwice,
                entry.KeyWhere,
                $"The peerings '{same.Name}' and '{peering.Name}' connect to the same network.",
                "Merge them: list all of its CIDRs in one peering."
            );
        }
    }

    private void CheckQuotas(CloudKind kind, IEnumerable<PeeringSpec> peerings, int count, SourceLocation where)
    {
        var most = PeeringQuotas.PeeringsOf(kind);
        if (count > most.In(quotas))
        {
            bag.Error(
                DiagnosticCodes.TooManyPeerings,
                where,
                $"{count} peerings; a network on {Words.Of(kind)} has at most {most.In(quotas)} ({most.CloudName}).",
                $"Remove peerings, or split the project. {most.RaiseTo(count)}"
            );
        }

        var needed = peerings.Sum(peering => peering.Cidrs.Length) + PeeringQuotas.OtherRoutes;
        if (PeeringQuotas.RoutesOf(kind) is { } routes && needed > routes.In(quotas))
        {
            bag.Error(
                DiagnosticCodes.TooManyPeerRoutes,
                where,
                $"The peered networks need {needed} routes in each route table; one holds {routes.In(quotas)} ({routes.CloudName}).",
                $"List fewer, wider networks: each CIDR takes one route. {routes.RaiseTo(needed)}"
            );
        }
    }
}
