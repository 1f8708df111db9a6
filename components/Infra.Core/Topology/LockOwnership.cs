using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>Whether a lock file is this project's: its addresses mean nothing in another network or region.</summary>
internal static class LockOwnership
{
    internal static bool Check(ProjectSpec spec, LockFile file, LockSource source, SourceMap places, DiagnosticBag bag)
    {
        var before = bag.Count;
        if (file.Project != spec.Name)
        {
            bag.Error(
                DiagnosticCodes.LockOfOtherProject,
                places.At("name"),
                $"The lock file {source.FileName} belongs to project '{file.Project}', not '{spec.Name}'.",
                $"Put the name back to '{file.Project}', or give the new project a stack and a lock file of its own.");
        }

        if (file.Cidr != spec.Cidr)
        {
            bag.Error(
                DiagnosticCodes.LockOfOtherNetwork,
                places.At("cidr"),
                $"The lock file {source.FileName} is for the network {file.Cidr}, not {spec.Cidr}; a project's network cannot change.",
                $"Put it back to {file.Cidr}. If the project was never brought up, delete the lock file.");
        }

        if (spec.BasePort is { } wanted && wanted != file.BasePort)
        {
            bag.Error(
                DiagnosticCodes.LockOfOtherBasePort,
                places.At("basePort"),
                $"The lock file {source.FileName} begins the project's ports at {file.BasePort}, not {wanted}; ports never move.",
                $"Write {file.BasePort}, or remove the key. If the project was never brought up, delete the lock file.");
        }

        foreach (var (letter, name) in file.Zones.Where(zone => !Regions.IsZoneOf(spec.Cloud, spec.Region, zone.Value)))
        {
            bag.Error(
                DiagnosticCodes.LockOfOtherRegion,
                places.At("region"),
                $"Zone {letter} of the lock file {source.FileName} is {name}, which is not in {spec.Region}; a project cannot move to another region.",
                "Put the region back. If the project was never brought up, delete the lock file.");
        }

        if (!Regions.ZonesNameTheirRegion(spec.Cloud) && file.Region != spec.Region)
        {
            bag.Error(
                DiagnosticCodes.LockOfOtherRegion,
                places.At("region"),
                $"The lock file {source.FileName} is for {(file.Region is null ? "no region" : $"the region {Shown.Quote(file.Region)}")}, not {spec.Region}; a project cannot move to another region.",
                "Put the region back. If the project was never brought up, delete the lock file.");
        }

        return bag.Count == before;
    }
}
