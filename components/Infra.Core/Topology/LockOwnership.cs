using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>Checks that a lock file belongs to this project: its addresses are meaningless in another network or region.</summary>
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
                $"Give a new project its own stack and lock file. {LockRemedy.PutBack($"'{file.Project}'", source.FileName)}"
            );
            return false;
        }

        if (file.Cidr != spec.Cidr)
        {
            bag.Error(
                DiagnosticCodes.LockOfOtherNetwork,
                places.At("cidr"),
                $"The lock file {source.FileName} is for the network {file.Cidr}, not {spec.Cidr}; a project's network is immutable.",
                LockRemedy.PutBack($"{file.Cidr}", source.FileName)
            );
        }

        if (spec.BasePort is { } wanted && wanted != file.BasePort)
        {
            bag.Error(
                DiagnosticCodes.LockOfOtherBasePort,
                places.At("basePort"),
                $"The lock file {source.FileName} starts the project's ports at {file.BasePort}, not {wanted}; ports never change.",
                $"Write {file.BasePort}, or remove the key. {LockRemedy.PutBack($"{file.BasePort}", source.FileName)}"
            );
        }

        foreach (var (letter, name) in file.Zones.Where(zone => !Regions.IsZoneOf(spec.Cloud, spec.Region, zone.Value)))
        {
            bag.Add(LockOfOther.Zone(places.At("region"), source.FileName, letter, name, spec.Region));
        }

        if (!Regions.ZonesNameTheirRegion(spec.Cloud) && file.Region != spec.Region)
        {
            bag.Add(LockOfOther.Region(places.At("region"), source.FileName, file.Region, spec.Region));
        }

        CheckExposed(spec, file, source, places, bag);
        CheckSubnets(spec, file, source, places, bag);
        return bag.Count == before;
    }

    private static void CheckExposed(ProjectSpec spec, LockFile file, LockSource source, SourceMap places, DiagnosticBag bag)
    {
        if (CloudLimits.For(spec.Cloud).PublicAddressesNeedSubnets && spec.Deployment != DeploymentModel.Ece)
        {
            return;
        }

        foreach (var (name, service) in file.Services)
        {
            foreach (var (slot, node) in service.Nodes.Where(node => file.RoleOf(node.Value) == SubnetRole.Exposed))
            {
                var kind =
                    spec.Deployment == DeploymentModel.Ece ? "an enhanced compliance environment" : $"a project on {Words.Of(spec.Cloud)}";
                bag.Add(LockConflict.PublicNode(places.At($"services.{name}"), source.FileName, $"{name}-{slot}", node.First, kind));
            }
        }
    }

    /// <summary>A node's addresses belong to its subnet: a different subnet would change all of them.</summary>
    private static void CheckSubnets(ProjectSpec spec, LockFile file, LockSource source, SourceMap places, DiagnosticBag bag)
    {
        if (!file.Zones.IsEmpty && spec.Network is null != file.Subnets.IsEmpty)
        {
            bag.Add(LockOfOther.Network(places.At("network"), source.FileName, isOwnNow: spec.Network is null));
            return;
        }

        foreach (var (zone, subnet) in file.Subnets)
        {
            if (file.Zones.TryGetValue(zone, out var name) && spec.Network!.Subnets.TryGetValue(name, out var now) && now.Cidr != subnet)
            {
                bag.Add(LockOfOther.Subnet(places.At($"network.subnets.{name}.cidr"), source.FileName, name, now.Cidr, subnet));
            }
        }
    }
}
