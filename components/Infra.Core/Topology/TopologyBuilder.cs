using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>Expands a complete lock file into the topology.</summary>
internal static class TopologyBuilder
{
    internal static ProjectTopology Build(ProjectSpec spec, LockFile file)
    {
        var hasIpv6 = CloudLimits.For(spec.Cloud).HasIpv6;
        var zones = file
            .Zones.Select(zone => new Zone(zone.Key, SubnetLayout.ZoneKeys.IndexOf(zone.Key, StringComparison.Ordinal), zone.Value))
            .ToImmutableArray();
        var subnets = zones
            .SelectMany(zone => Roles(spec, file, zone).Select(role => Subnet(file, role, zone, hasIpv6)))
            .OrderBy(subnet => subnet.Key, StringComparer.Ordinal)
            .ToImmutableArray();
        var places = subnets.ToDictionary(subnet => (subnet.Zone.Key, subnet.Role));
        var nodes =
            from service in spec.Services.Values
            from slot in file.Services[service.Name].Nodes
            select Node(spec, service, slot.Key, slot.Value, places[(slot.Value.Zone, file.RoleOf(slot.Value))], file);
        return new ProjectTopology(
            file.Cidr,
            file.Ula,
            zones,
            subnets,
            [.. nodes.OrderBy(node => node.Key, StringComparer.Ordinal)],
            file.Services.ToImmutableSortedDictionary(service => service.Key, service => service.Value.Ports, StringComparer.Ordinal)
        )
        {
            SwitchingMeshes = file
                .Services.Where(service => service.Value.Meshes.Length > 1)
                .Select(service => service.Key)
                .ToImmutableSortedSet(StringComparer.Ordinal),
            NatGatewayAddresses = file.Bastions.IsEmpty
                ? ImmutableSortedDictionary.Create<string, IpAddr>(StringComparer.Ordinal)
                : subnets
                    .Where(subnet => subnet.Role == SubnetRole.Public)
                    .ToImmutableSortedDictionary(
                        subnet => subnet.Zone.Key,
                        subnet => NodeAddresses.Last(subnet.Cidr),
                        StringComparer.Ordinal
                    ),
            Bastions =
            [
                .. file.Bastions.Select(bastion => new Bastion(
                    Bastion(spec, bastion.Key, bastion.Value, places[(bastion.Value.Zone, SubnetRole.Public)], file)
                )),
            ],
        };
    }

    /// <summary>Gateways in an existing network belong to its owner, and so do their subnets.</summary>
    private static ImmutableArray<SubnetRole> Roles(ProjectSpec spec, LockFile file, Zone zone) =>
        [
            SubnetRole.Workload,
            .. spec.Network is null ? [SubnetRole.Public] : Array.Empty<SubnetRole>(),
            .. file
                .Services.Values.SelectMany(service => service.Nodes.Values)
                .Where(node => node.Zone == zone.Key)
                .Select(file.RoleOf)
                .Where(role => role == SubnetRole.Exposed)
                .Distinct(),
        ];

    private static Subnet Subnet(LockFile file, SubnetRole role, Zone zone, bool hasIpv6)
    {
        var cidr = role == SubnetRole.Public ? SubnetLayout.Of(file.Cidr, role, zone.Index) : file.NodeSubnet(zone.Key, role)!.Value;
        return new Subnet(
            $"{Word(role)}-{zone.Key}",
            role,
            zone,
            cidr,
            hasIpv6 ? SubnetLayout.Of6(file.Ula, role, zone.Index) : null,
            cidr.Network.Add(1)
        );
    }

    private static string Word(SubnetRole role) =>
        role switch
        {
            SubnetRole.Workload => "workload",
            SubnetRole.Public => "public",
            SubnetRole.Exposed => "exposed",
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
        };

    private static Node Node(ProjectSpec spec, ServiceSpec service, int slot, LockedNode locked, Subnet subnet, LockFile file) =>
        Machine(spec, service.Name, slot, locked, subnet, file) with
        {
            Volumes =
            [
                .. locked.Shape.VolumesGiB.Select(volume =>
                    Volume(spec.Cloud, volume.Key, volume.Value, file.Services[service.Name].Volumes)
                ),
            ],
            IsRefilling = locked.Refilling,
            HasPublicAddress = HasPublicAddress(spec, service, subnet.Role),
            PublicAddress = HasPublicAddress(spec, service, subnet.Role)
                ? CloudRegistry.Of<ICloudNodes>(spec.Cloud).PublicAddressOf(locked.Mesh)
                : null,
        };

    private static Node Bastion(ProjectSpec spec, int slot, LockedNode locked, Subnet subnet, LockFile file) =>
        Machine(spec, Topology.Bastion.Owner, slot, locked, subnet, file) with
        {
            HasPublicAddress = true,
            PublicAddress = CloudRegistry.Of<ICloudNodes>(spec.Cloud).PublicAddressOf(locked.Mesh),
        };

    private static Node Machine(ProjectSpec spec, string owner, int slot, LockedNode locked, Subnet subnet, LockFile file) =>
        new(
            $"{owner}-{slot}",
            owner,
            slot,
            locked.Generation,
            subnet.Zone,
            subnet,
            locked.Current,
            locked.Alternate,
            // The same host part as the IPv4 address has in its subnet: one number to remember per node.
            subnet.Cidr6?.Network.Add(locked.Current.Value - subnet.Cidr.Network.Value),
            SubnetLayout.Mesh(file.Ula).Network.Add((UInt128)locked.Mesh),
            []
        )
        {
            Machine = ServiceCatalog.FindMachine(spec.Cloud, locked.Shape.Machine)!,
            Image = locked.Image,
            DiskKey = locked.Shape.DiskKey,
        };

    /// <summary>
    /// If nodes with public addresses have their own subnet, it alone decides: without a public address a node there has no egress.
    /// </summary>
    internal static bool HasPublicAddress(ProjectSpec spec, ServiceSpec service, SubnetRole role) =>
        CloudLimits.For(spec.Cloud).PublicAddressesNeedSubnets
            ? role == SubnetRole.Exposed
            : service.PublicAddresses && spec.Deployment != DeploymentModel.Ece;

    private static Volume Volume(CloudKind cloud, string name, int sizeGiB, ImmutableSortedDictionary<string, int> numbers)
    {
        int? number = numbers.TryGetValue(name, out var given) ? given : null;
        return new Volume(name, sizeGiB, CloudRegistry.Of<ICloudNodes>(cloud).DevicePath(name, number)) { Number = number };
    }
}
