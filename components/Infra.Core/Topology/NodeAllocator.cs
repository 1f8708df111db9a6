using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>Assigns zones, addresses and mesh numbers to nodes.</summary>
internal sealed class NodeAllocator
{
    private readonly ProjectSpec _spec;
    private readonly LockFile _old;
    private readonly ImmutableSortedDictionary<string, string> _zones;
    private readonly SourceMap _places;
    private readonly DiagnosticBag _bag;
    private readonly List<LockChange> _changes;
    private readonly string _command;
    private readonly HashSet<IpAddr> _addresses;
    private readonly HashSet<int> _meshNumbers;
    private readonly Dictionary<string, int> _nodesInZone;
    private readonly Dictionary<(string Zone, SubnetRole Role), int> _nextPair = [];
    private int _nextMesh = 1;

    internal NodeAllocator(
        ProjectSpec spec,
        LockFile old,
        ImmutableSortedDictionary<string, string> zones,
        SourceMap places,
        DiagnosticBag bag,
        List<LockChange> changes,
        string command
    )
    {
        _spec = spec;
        _old = old;
        _zones = zones;
        _places = places;
        _bag = bag;
        _changes = changes;
        _command = command;
        _addresses = [.. old.Machines.SelectMany(node => new[] { node.First, node.Second })];
        _meshNumbers = [.. old.Machines.Select(node => node.Mesh)];
        _nodesInZone = zones.Keys.ToDictionary(zone => zone, _ => 0, StringComparer.Ordinal);
    }

    /// <summary>
    /// All wanted nodes, by service and slot. Those in <paramref name="kept"/> stay as they are, apart from volumes that grow in place and
    /// the next generation of those in <paramref name="replaced"/>.
    /// </summary>
    internal Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> Allocate(
        Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> kept,
        IReadOnlySet<(string Service, int Slot)> replaced
    )
    {
        foreach (var node in kept.Values.SelectMany(nodes => nodes.Values).Where(node => _zones.ContainsKey(node.Zone)))
        {
            _nodesInZone[node.Zone]++;
        }

        return _spec.Services.Values.ToDictionary(
            service => service.Name,
            service => Fill(service, kept[service.Name], replaced),
            StringComparer.Ordinal
        );
    }

    private ImmutableSortedDictionary<int, LockedNode> Fill(
        ServiceSpec service,
        ImmutableSortedDictionary<int, LockedNode> kept,
        IReadOnlySet<(string Service, int Slot)> replaced
    )
    {
        var shape = NodeShape.Of(_spec, service);
        var role = RoleOf(service);
        var nodes = kept.ToBuilder();
        var inZone = _zones.Keys.ToDictionary(zone => zone, zone => kept.Values.Count(node => node.Zone == zone), StringComparer.Ordinal);
        foreach (var (slot, node) in kept)
        {
            nodes[slot] = replaced.Contains((service.Name, slot))
                ? Next(service, slot, node, shape, role, inZone)
                : Stay(service, slot, node, shape, role);
        }

        for (var slot = 1; nodes.Count < service.Nodes; slot++)
        {
            if (nodes.ContainsKey(slot))
            {
                continue;
            }

            var zone = EmptiestZone(inZone);
            if (Place($"services.{service.Name}", zone, role) is not { } pair)
            {
                break;
            }

            var generation = 1 + (_old.Services.GetValueOrDefault(service.Name)?.Removed.GetValueOrDefault(slot) ?? 0);
            var node = new LockedNode(zone, pair.First, pair.Second, TakeMeshNumber(), generation, shape) { Refilling = !kept.IsEmpty };
            inZone[zone]++;
            _nodesInZone[zone]++;
            nodes[slot] = node;
            _changes.Add(
                new LockChange(
                    LockChangeKind.Adds,
                    $"services.{service.Name}.nodes.{slot}",
                    $"{service.Name}-{slot}: {node.First} and {node.Second} in zone {zone}, mesh number {node.Mesh}."
                )
            );
        }

        return nodes.ToImmutable();
    }

    /// <summary>The subnet of a service's new VMs.</summary>
    private SubnetRole RoleOf(ServiceSpec service) =>
        service.PublicAddresses && _spec.Deployment != DeploymentModel.Ece && CloudLimits.For(_spec.Cloud).PublicAddressesNeedSubnets
            ? SubnetRole.Exposed
            : SubnetRole.Workload;

    /// <summary>A running VM: its volumes may grow, everything else stays as created.</summary>
    private LockedNode Stay(ServiceSpec service, int slot, LockedNode node, NodeShape shape, SubnetRole role)
    {
        if (_zones.ContainsKey(node.Zone) && _old.RoleOf(node) != role)
        {
            WarnStays(service, slot, node, role);
        }

        var grown = node.Shape.GrownTo(shape, _spec.Cloud);
        foreach (var (volume, size) in grown.VolumesGiB.Where(volume => node.Shape.VolumesGiB[volume.Key] != volume.Value))
        {
            _changes.Add(
                new LockChange(
                    LockChangeKind.Changes,
                    $"services.{service.Name}.nodes.{slot}",
                    $"{service.Name}-{slot}: volume {volume} grows in place from {node.Shape.VolumesGiB[volume]} to "
                        + $"{size} GiB, with its data."
                )
            );
        }

        return node with
        {
            Shape = grown,
        };
    }

    private string EmptiestZone(Dictionary<string, int> inZone) =>
        _zones.Keys.OrderBy(key => inZone[key]).ThenBy(key => _nodesInZone[key]).ThenBy(key => key, StringComparer.Ordinal).First();

    /// <summary>A slot's next VM: at the slot's other address, or where it belongs if that is now another subnet or zone.</summary>
    private LockedNode Next(
        ServiceSpec service,
        int slot,
        LockedNode node,
        NodeShape shape,
        SubnetRole role,
        Dictionary<string, int> inZone
    )
    {
        var next = node with { Generation = node.Generation + 1, Shape = shape, Refilling = true, Image = null };
        var where = "";
        if (!_zones.ContainsKey(node.Zone))
        {
            next = next with { Zone = EmptiestZone(inZone) };
            where = $" in zone {next.Zone}";
            inZone[next.Zone]++;
            _nodesInZone[next.Zone]++;
        }
        else if (_old.RoleOf(node) != role)
        {
            where = " in another subnet";
        }

        if (where.Length > 0 && Place($"services.{service.Name}", next.Zone, role) is { } pair)
        {
            next = next with { First = pair.First, Second = pair.Second };
        }

        var volumes = node.Shape.VolumesGiB.IsEmpty
            ? ""
            : $", and with it goes the data of {Shown.List(Replacement.Volumes(service.Name, slot, node))}";
        _changes.Add(
            new LockChange(
                LockChangeKind.Empties,
                $"services.{service.Name}.nodes.{slot}",
                $"{service.Name}-{slot}: its VM is replaced by generation {next.Generation} at {next.Current}{where}{volumes}."
            )
        );
        return next;
    }

    private void WarnStays(ServiceSpec service, int slot, LockedNode node, SubnetRole role)
    {
        var key = $"{service.Name}-{slot}";
        _bag.Warn(
            DiagnosticCodes.NodeStaysInItsSubnet,
            _places.At($"services.{service.Name}.publicAccess"),
            role == SubnetRole.Exposed
                ? $"{key} stays without a public address: its VM was made in a subnet that does not route to the internet."
                : $"{key} keeps its public address until its VM is replaced: it is the VM's way out. {Admitted(service)}",
            "To replace it: '"
                + Replacement.Command(_command, service.Name, slot, node)
                + "', then 'pulumi up'. The new VM "
                + "starts with empty volumes: one node at a time, when the service has made up for the one before."
        );
    }

    /// <summary>
    /// Who can still connect to a public address that remains: removing the line is not the same as setting it to 'false'.
    /// </summary>
    private static string Admitted(ServiceSpec service)
    {
        var admitsInternet = ServiceCatalog
            .Types[service.Type]
            .ForClients.Any(component => service.SourcesOf(component.Name).Any(source => !PrivateNetworks.Contain(source)));
        return admitsInternet
            ? "The networks on the internet that the file lists are still let in by it; 'publicAccess: false' shuts them out."
            : "Only operators and the private networks listed get in by it.";
    }

    /// <summary>Two free addresses in a zone's subnet; null if there are none (reported at <paramref name="path"/>).</summary>
    internal (IpAddr First, IpAddr Second)? Place(string path, string zone, SubnetRole role)
    {
        if (_old.NodeSubnet(zone, role) is not { } subnet)
        {
            _bag.Add(AddressesExhausted.NoSubnet(_places.At(path), zone, _old.Cidr));
            return null;
        }

        var capacity = NodeAddresses.Capacity(subnet);
        while (_nextPair.GetValueOrDefault((zone, role)) is var index && index < capacity)
        {
            _nextPair[(zone, role)] = index + 1;
            var first = NodeAddresses.Pair(subnet, index);
            var second = first.Add(1);
            if (!_addresses.Contains(first) && !_addresses.Contains(second))
            {
                _addresses.Add(first);
                _addresses.Add(second);
                return (first, second);
            }
        }

        var where = _places.At(path);
        _bag.Add(AddressesExhausted.Full(where, Room(role), Wanted(role), subnet, capacity, zone));
        return null;
    }

    private string Room(SubnetRole role)
    {
        var rooms = _zones.Keys.Select(zone => _old.NodeSubnet(zone, role) is { } subnet ? NodeAddresses.Capacity(subnet) : 0).ToList();
        return rooms.Distinct().Count() == 1
            ? $"{Shown.Count(rooms.Count, "zone")} by {Shown.Count(rooms[0], "node")} is {rooms.Sum()}"
            : $"the zones have room for {string.Join(" + ", rooms)} = {rooms.Sum()} nodes";
    }

    private int Wanted(SubnetRole role) =>
        role == SubnetRole.Public
            ? BastionAllocator.Wanted(_spec, _zones.Count)
            : _spec.Services.Values.Where(service => RoleOf(service) == role).Sum(service => service.Nodes);

    /// <summary>The lowest number that no node and no bastion has.</summary>
    internal int TakeMeshNumber()
    {
        while (!_meshNumbers.Add(_nextMesh))
        {
            _nextMesh++;
        }

        return _nextMesh;
    }
}
