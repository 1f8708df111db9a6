using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Capacity;

/// <summary>Rejects zones that do not offer a service's machine: the cloud would report it only after the network exists.</summary>
internal static class OfferCheck
{
    /// <param name="old">An existing node in such a zone proves that this account's zone is a different one.</param>
    internal static void Check(ProjectSpec spec, LockFile? old, SourceMap places, DiagnosticBag bag)
    {
        foreach (var zone in spec.ZoneNames)
        {
            var lacking = spec
                .Services.Values.Where(service =>
                    !MachineOffers.MayHave(spec.Cloud, zone, ServiceCatalog.MachineFor(spec.Cloud, service.Type, service.Plan).Name)
                    && !Stands(old, service.Name, zone)
                )
                .ToImmutableArray();
            if (lacking.IsEmpty)
            {
                continue;
            }

            var machines = lacking
                .Select(service => ServiceCatalog.MachineFor(spec.Cloud, service.Type, service.Plan).Name)
                .Distinct()
                .Order(StringComparer.Ordinal);
            bag.Error(
                DiagnosticCodes.MachineNotOffered,
                places.AtText(spec.Network is null ? "zones" : "network.subnets", zone),
                $"The zone {zone} does not offer {Shown.List(machines)}, which "
                    + $"{Shown.List(lacking.Select(service => service.Name))} would use.",
                Remedy(spec)
            );
        }
    }

    private static string Remedy(ProjectSpec spec)
    {
        var others = (Regions.ZonesOf(spec.Cloud, spec.Region) ?? []).Where(zone => !spec.ZoneNames.Contains(zone)).ToImmutableArray();
        return others.IsEmpty ? "Remove it, or choose another region." : $"Name another zone of {spec.Region}: {Shown.List(others)}.";
    }

    private static bool Stands(LockFile? old, string service, string zone) =>
        old is not null
        && old.Services.TryGetValue(service, out var locked)
        && locked.Nodes.Values.Any(node => old.Zones.GetValueOrDefault(node.Zone) == zone);
}
