using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Text;

namespace Infra.Core.Topology;

/// <summary>The consistency rules of a lock file, which catch hand edits and bad merges.</summary>
internal sealed class LockRules
{
    private readonly SourceMap _places;
    private readonly DiagnosticBag _bag;
    private readonly Dictionary<IpAddr, string> _addresses = [];
    private readonly Dictionary<int, string> _ports = [];
    private readonly Dictionary<int, string> _meshNumbers = [];
    private readonly Dictionary<int, string> _aclNumbers = [];

    private LockRules(SourceMap places, DiagnosticBag bag)
    {
        _places = places;
        _bag = bag;
    }

    internal static void Check(LockFile file, ProjectSpec? spec, SourceMap places, DiagnosticBag bag)
    {
        var rules = new LockRules(places, bag);
        rules.CheckUla(file, spec);
        rules.CheckZoneNames(file, spec);
        rules.CheckZonesOfNodes(file);
        rules.CheckSubnets(file);
        foreach (var (rule, number) in file.NetworkAcl)
        {
            rules.CheckAclNumber(number, $"networkAcl.{rule}");
        }

        foreach (var (name, service) in file.Services)
        {
            foreach (var (component, port) in service.Ports)
            {
                var path = $"services.{name}.ports.{component}";
                rules.CheckPort(file, port, path);
                rules.Claim(rules._ports, port, path, $"Port {port}");
            }

            rules.CheckVolumeNumbers(name, service);
            rules.CheckTypes(name, service);
            foreach (var slot in service.Removed.Keys.Where(service.Nodes.ContainsKey))
            {
                rules.Report($"services.{name}.removed", $"Slot {slot} is both removed and present.");
            }

            foreach (var (slot, node) in service.Nodes)
            {
                rules.CheckNode(file, node, $"services.{name}.nodes.{slot}");
                rules.CheckMachine(file, spec, node, $"services.{name}.nodes.{slot}.shape");
            }
        }

        rules.CheckBastions(file, spec);
    }

    private void CheckBastions(LockFile file, ProjectSpec? spec)
    {
        foreach (var (slot, bastion) in file.Bastions)
        {
            var path = $"{LockFile.BastionsKey}.{slot}";
            if (!file.Zones.ContainsKey(bastion.Zone))
            {
                Report($"{path}.zone", $"Zone '{bastion.Zone}' is not one of the zones in this file.");
            }
            else if (file.NodeSubnet(bastion.Zone, SubnetRole.Public) is not { } subnet)
            {
                Report(path, "A project in an existing network has no bastions.");
            }
            else
            {
                foreach (var outside in new[] { bastion.First, bastion.Second }.Where(address => !NodeAddresses.IsUsable(subnet, address)))
                {
                    Report($"{path}.addresses", $"{outside} is not in {subnet}, the public subnet of zone '{bastion.Zone}'.");
                }
            }

            if (bastion.Shape.Type != Bastion.Owner || !bastion.Shape.VolumesGiB.IsEmpty)
            {
                Report($"{path}.shape", $"A bastion is of type '{Bastion.Owner}' and has no volumes.");
            }

            if (bastion.Refilling)
            {
                Report($"{path}.refilling", "A bastion has no volumes to be refilled.");
            }

            CheckMachine(file, spec, bastion, $"{path}.shape");
            ClaimNumbers(bastion, path);
        }

        foreach (var zone in file.Bastions.GroupBy(bastion => bastion.Value.Zone, StringComparer.Ordinal).Where(zone => zone.Count() > 1))
        {
            Report($"{LockFile.BastionsKey}.{zone.Last().Key}.zone", $"Zone '{zone.Key}' has two bastions.");
        }
    }

    private void CheckUla(LockFile file, ProjectSpec? spec)
    {
        var right = UniqueLocal.Of(file.Project);
        if (file.Ula != right && spec is not null && file.Ula == UniqueLocal.Of(spec.Name))
        {
            Report(
                "project",
                $"The project is '{spec.Name}', which the network {file.Ula} in this file belongs to, but the file names '{file.Project}'."
            );
        }
        else if (file.Ula != right)
        {
            Report("ula", $"{file.Ula} is not the network of project '{file.Project}', which is {right}.");
        }
    }

    private void CheckZoneNames(LockFile file, ProjectSpec? spec)
    {
        foreach (var (letter, name) in spec is null ? [] : file.Zones.Where(zone => IsMisspelt(file, spec, zone.Value)))
        {
            Report($"zones.{letter}", $"{Shown.Quote(name)} is not a zone of {spec!.Region}, the region of this project.");
        }

        foreach (var twice in file.Zones.GroupBy(zone => zone.Value, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            var last = twice.Last();
            Report($"zones.{last.Key}", $"Zone '{last.Value}' has two letters, '{twice.First().Key}' and '{last.Key}'.");
        }
    }

    /// <summary>
    /// A zone that exists nowhere, among zones of the region or similar to one of them: the lock file is wrong, not the region.
    /// </summary>
    private static bool IsMisspelt(LockFile file, ProjectSpec spec, string zone)
    {
        if (Regions.IsZoneOf(spec.Cloud, spec.Region, zone))
        {
            return false;
        }

        var isElsewhere = Regions.IsZoneAnywhere(zone);
        return file.Zones.Values.Any(other => Regions.IsZoneOf(spec.Cloud, spec.Region, other))
            || (!isElsewhere && Suggestion.For(zone, Regions.ZonesOf(spec.Cloud, spec.Region) ?? []) is not null);
    }

    /// <summary>Nodes with addresses in a zone that is missing: the zone's line was lost.</summary>
    private void CheckZonesOfNodes(LockFile file)
    {
        var lost = file
            .Services.Values.SelectMany(service => service.Nodes.Values)
            .Where(node => !file.Zones.ContainsKey(node.Zone) && IsOfItsZone(file, node))
            .Select(node => node.Zone);
        foreach (var zone in lost.Distinct(StringComparer.Ordinal))
        {
            Report("zones", $"The line of zone '{zone}' is missing, but there are nodes in it.");
        }
    }

    private static bool IsOfItsZone(LockFile file, LockedNode node) =>
        SubnetLayout.ZoneKeys.Contains(node.Zone, StringComparison.Ordinal)
        && node.Zone.Length == 1
        && new[] { SubnetRole.Workload, SubnetRole.Exposed }.Any(role => file.NodeSubnet(node.Zone, role)?.Contains(node.First) == true);

    private void CheckSubnets(LockFile file)
    {
        if (file.Subnets.IsEmpty)
        {
            return;
        }

        foreach (var zone in file.Zones.Keys.Except(file.Subnets.Keys).Concat(file.Subnets.Keys.Except(file.Zones.Keys)))
        {
            Report("subnets", $"Zone '{zone}' is not in both 'zones' and 'subnets'.");
        }

        foreach (var (zone, subnet) in file.Subnets)
        {
            if (!file.Cidr.Contains(subnet) || subnet.PrefixLength > Spec.Existing.NetworkForm.Narrowest)
            {
                Report($"subnets.{zone}", $"{subnet} is not a subnet of {file.Cidr} with room for nodes.");
            }

            foreach (var other in file.Subnets.Where(other => string.CompareOrdinal(other.Key, zone) < 0 && other.Value.Overlaps(subnet)))
            {
                Report($"subnets.{zone}", $"{subnet} overlaps {other.Value}, the subnet of zone '{other.Key}'.");
            }
        }
    }

    private void CheckPort(LockFile file, int port, string path)
    {
        if (port < file.BasePort)
        {
            Report(path, $"Port {port} is below the project's base port {file.BasePort}.");
        }

        if (!ReservedPorts.IsForServices(port))
        {
            Report(path, $"Port {port} is reserved and not available for services.");
        }
    }

    private void CheckAclNumber(int number, string path)
    {
        Claim(_aclNumbers, number, path, $"Number {number}");
        if (!AclNumberBands.IsGiven(number))
        {
            Report(path, $"Number {number} is not valid for this kind of rule.");
        }
    }

    /// <summary>No two volumes of one VM share a number; those of VMs of different ages may.</summary>
    private void CheckVolumeNumbers(string name, LockedService service)
    {
        var twice = service.Nodes.Values.SelectMany(node =>
            service
                .Volumes.Where(volume => node.Shape.VolumesGiB.ContainsKey(volume.Key))
                .GroupBy(volume => volume.Value)
                .Where(group => group.Count() > 1)
                .Select(group => (First: group.First().Key, Last: group.Last().Key, Number: group.Key))
        );
        foreach (var (first, last, number) in twice.Distinct())
        {
            Report($"services.{name}.volumes.{last}", $"Volume number {number} is used twice; first in services.{name}.volumes.{first}.");
        }
    }

    private void CheckTypes(string name, LockedService service)
    {
        foreach (var (slot, node) in service.Nodes.Where(node => node.Value.Shape.Type != service.Nodes.Values.First().Shape.Type))
        {
            Report(
                $"services.{name}.nodes.{slot}.shape",
                $"Node {slot} is of type '{node.Shape.Type}', and node {service.Nodes.Keys.First()} of type "
                    + $"'{service.Nodes.Values.First().Shape.Type}'."
            );
        }
    }

    private void CheckNode(LockFile file, LockedNode node, string path)
    {
        if (!file.Zones.ContainsKey(node.Zone))
        {
            if (IsOfItsZone(file, node))
            {
                return;
            }

            Report($"{path}.zone", $"Zone '{node.Zone}' is not one of the zones in this file.");
        }
        else
        {
            // Both addresses are in the same subnet; the first determines it.
            var subnet = file.NodeSubnet(node.Zone, file.RoleOf(node))!.Value;
            foreach (var outside in new[] { node.First, node.Second }.Where(address => !NodeAddresses.IsUsable(subnet, address)))
            {
                Report($"{path}.addresses", $"{outside} is not a node's address in {subnet}, the subnet of zone '{node.Zone}'.");
            }
        }

        ClaimNumbers(node, path);
    }

    private void ClaimNumbers(LockedNode node, string path)
    {
        Claim(_addresses, node.First, $"{path}.addresses", $"Address {node.First}");
        Claim(_addresses, node.Second, $"{path}.addresses", $"Address {node.Second}");
        Claim(_meshNumbers, node.Mesh, $"{path}.mesh", $"Mesh number {node.Mesh}");
    }

    /// <summary>
    /// The cloud comes from the stack file; a lock file of another cloud has other zones too, which is reported separately.
    /// </summary>
    private void CheckMachine(LockFile file, ProjectSpec? spec, LockedNode node, string path)
    {
        var isOfThisCloud = spec is not null && file.Zones.Values.All(zone => Regions.IsZoneOf(spec.Cloud, spec.Region, zone));
        if (
            isOfThisCloud
            && node.Shape.DiskKey is { } key
            && CloudRegistry.Of<IStackFileRules>(spec!.Cloud).DiskKey?.Form.IsMatch(key) != true
        )
        {
            Report(path, $"{Shown.Quote(key)} is not a key for disks on {Words.Of(spec.Cloud)}.");
        }

        if (isOfThisCloud && ServiceCatalog.FindMachine(spec!.Cloud, node.Shape.Machine) is null)
        {
            Report(path, $"{Shown.Quote(node.Shape.Machine)} is not a machine type on {Words.Of(spec.Cloud)} that this version knows.");
        }
    }

    private void Claim<T>(Dictionary<T, string> claims, T what, string path, string name)
        where T : notnull
    {
        if (!claims.TryAdd(what, path))
        {
            _bag.Add(LockConflict.UsedTwice(_places.At(path), name, claims[what]));
        }
    }

    private void Report(string path, string message) => _bag.Add(LockConflict.Inside(_places.At(path), message));
}
