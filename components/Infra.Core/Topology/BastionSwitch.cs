using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;

namespace Infra.Core.Topology;

/// <summary>
/// Rejects changes of the way in that running nodes could not be told of: their filters are pushed over the way that the file names now,
/// and admit the one that it named before.
/// </summary>
internal static class BastionSwitch
{
    /// <param name="bastions">As allocated for this file.</param>
    internal static void Check(
        ProjectSpec spec,
        LockFile old,
        ImmutableSortedDictionary<int, LockedNode> bastions,
        ImmutableSortedDictionary<string, string> zones,
        SourceMap places,
        DiagnosticBag bag
    )
    {
        var nodes = old
            .Services.Where(service => spec.Services.ContainsKey(service.Key))
            .SelectMany(service => service.Value.Nodes.Keys.Select(slot => $"{service.Key}-{slot}"))
            .ToImmutableArray();
        if (nodes.IsEmpty)
        {
            return;
        }

        if (spec.Access is not AccessPath.Bastions && !old.Bastions.IsEmpty)
        {
            CheckLeft(spec, old, nodes, places, bag);
        }
        else if (spec.Access is AccessPath.Bastions && old.Bastions.IsEmpty)
        {
            CheckAdmitted(spec, bastions, nodes, places, bag);
        }
        else if (old.Bastions.Keys.FirstOrDefault(slot => zones.ContainsKey(old.Bastions[slot].Zone)) == 0 && !bastions.IsEmpty)
        {
            bag.Error(
                DiagnosticCodes.BastionZoneGone,
                places.At("zones"),
                $"No bastion would be left in a zone that stays, and nodes admit SSH from "
                    + $"{Shown.List(old.Bastions.Keys.Select(Bastion.KeyOf))} alone.",
                "Restore the zones, write 'bastion: { count: per-zone }' and apply that; then remove the zone."
            );
        }
    }

    /// <summary>The tunnel's sources are admitted beside any other way in: what the file has had there, nodes admit.</summary>
    private static void CheckAdmitted(
        ProjectSpec spec,
        ImmutableSortedDictionary<int, LockedNode> bastions,
        ImmutableArray<string> nodes,
        SourceMap places,
        DiagnosticBag bag
    )
    {
        var addresses = CidrSet.Merge(bastions.Values.SelectMany(bastion => new[] { Cidr.Host(bastion.First), Cidr.Host(bastion.Second) }));
        if (CidrSet.Subtract(addresses, Admitted(spec)).IsEmpty)
        {
            return;
        }

        bag.Error(
            DiagnosticCodes.NodesDoNotAdmitBastions,
            places.At("access"),
            $"{Shown.List(nodes)} do not admit the bastions yet: their filters could not be changed through them.",
            AccessSteps.ToBastions(spec, addresses)
        );
    }

    private static void CheckLeft(ProjectSpec spec, LockFile old, ImmutableArray<string> nodes, SourceMap places, DiagnosticBag bag)
    {
        if (
            spec.Tunnel is not null
            && (spec.Access is AccessPath.Endpoints || CidrSet.Subtract(spec.ManagementSources, Admitted(spec)).IsEmpty)
        )
        {
            return;
        }

        bag.Error(
            DiagnosticCodes.NodesAdmitBastionsAlone,
            places.At("access"),
            $"{Shown.List(nodes)} admit SSH from the bastions alone, and could not be reached without them.",
            spec.Access is AccessPath.Endpoints ? AccessSteps.ToEndpoints(spec) : AccessSteps.ToDirect(spec, Hidden(spec, old))
        );
    }

    /// <summary>The services that have a node without any address that operators could connect to.</summary>
    private static ImmutableArray<string> Hidden(ProjectSpec spec, LockFile old) =>
        ManagementWays.ToPrivateAddresses(spec).IsEmpty
            ?
            [
                .. spec
                    .Services.Values.Where(service =>
                        old.Services.GetValueOrDefault(service.Name)
                            ?.Nodes.Values.Any(node =>
                                ManagementWays.ToPublicAddresses(spec).IsEmpty
                                || !TopologyBuilder.HasPublicAddress(spec, service, old.RoleOf(node))
                            ) == true
                    )
                    .Select(service => service.Name)
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    private static ImmutableArray<Cidr> Admitted(ProjectSpec spec) => spec.Tunnel?.Networks ?? [];
}
