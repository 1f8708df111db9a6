using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>Gives nodes their zones, addresses and mesh numbers.</summary>
internal sealed class NodeAllocator
{
    private readonly ProjectSpec _spec;
    private readonly LockFile _old;
    private readonly ImmutableSortedDictionary<string, string> _zones;
    private readonly SourceMap _places;
    private readonly DiagnosticBag _bag;
    private readonly List<LockChange> _changes;
    private readonly HashSet<IpAddr> _addresses;
    private readonly HashSet<int> _meshNumbers;
    private readonly Dictionary<string, int> _nodesInZone;
    private readonly Dictionary<string, int> _nextPair;
    private int _nextMesh = 1;

    internal NodeAllocator(
        ProjectSpec spec,
        LockFile old,
        ImmutableSortedDictionary<string, string> zones,
        SourceMap places,
        DiagnosticBag bag,
        List<LockChange> changes)
    {
        _spec = spec;
        _old = old;
        _zones = zones;
        _places = places;
        _bag = bag;
        _changes = changes;
        var nodes = old.Services.Values.SelectMany(service => service.Nodes.Values).ToList();
        _addresses = [.. nodes.SelectMany(node => new[] { node.First, node.Second })];
        _meshNumbers = [.. nodes.Select(node => node.Mesh)];
        _nodesInZone = zones.Keys.ToDictionary(zone => zone, _ => 0, StringComparer.Ordinal);
        _nextPair = zones.Keys.ToDictionary(zone => zone, _ => 0, StringComparer.Ordinal);
    }

    /// <summary>All nodes wanted, by service and slot; those in <paramref name="kept"/> as they are.</summary>
    internal Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> Allocate(
        Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> kept)
    {
        foreach (var node in kept.Values.SelectMany(nodes => nodes.Values).Where(node => _zones.ContainsKey(node.Zone)))
        {
            _nodesInZone[node.Zone]++;
        }

        return _spec.Services.Values.ToDictionary(
            service => service.Name,
            service => Fill(service, kept[service.Name]),
            StringComparer.Ordinal);
    }

    private ImmutableSortedDictionary<int, LockedNode> Fill(ServiceSpec service, ImmutableSortedDictionary<int, LockedNode> kept)
    {
        var shape = NodeShape.Of(_spec.Cloud, service);
        var nodes = kept.ToBuilder();
        foreach (var (slot, node) in kept.Where(node => node.Value.Shape != shape))
        {
            var next = node with { Generation = node.Generation + 1, Shape = shape };
            nodes[slot] = next;
            _changes.Add(new LockChange(
                $"services.{service.Name}.nodes.{slot}",
                $"{service.Name}-{slot}: generation {next.Generation} at {next.Current}, its shape was '{node.Shape}' and is now '{shape}'."));
        }

        var inZone = _zones.Keys.ToDictionary(zone => zone, zone => kept.Values.Count(node => node.Zone == zone), StringComparer.Ordinal);
        for (var slot = 1; nodes.Count < service.Nodes; slot++)
        {
            if (nodes.ContainsKey(slot))
            {
                continue;
            }

            var zone = _zones.Keys.OrderBy(key => inZone[key]).ThenBy(key => _nodesInZone[key]).ThenBy(key => key, StringComparer.Ordinal).First();
            if (Place(service, zone, shape) is not { } node)
            {
                break;
            }

            inZone[zone]++;
            _nodesInZone[zone]++;
            nodes[slot] = node;
            _changes.Add(new LockChange(
                $"services.{service.Name}.nodes.{slot}",
                $"{service.Name}-{slot}: {node.First} and {node.Second} in zone {zone}, mesh number {node.Mesh}."));
        }

        return nodes.ToImmutable();
    }

    private LockedNode? Place(ServiceSpec service, string zone, string shape)
    {
        var subnet = _old.WorkloadSubnet(zone);
        var capacity = NodeAddresses.Capacity(subnet);
        while (_nextPair[zone] < capacity)
        {
            var first = NodeAddresses.Pair(subnet, _nextPair[zone]++);
            var second = first.Add(1);
            if (!_addresses.Contains(first) && !_addresses.Contains(second))
            {
                _addresses.Add(first);
                _addresses.Add(second);
                return new LockedNode(zone, first, second, TakeMeshNumber(), 1, shape);
            }
        }

        _bag.Error(
            DiagnosticCodes.AddressesExhausted,
            _places.At($"services.{service.Name}"),
            $"No address is left in zone {zone}: {subnet} has room for {capacity} nodes (two addresses each).",
            "Use more zones or fewer nodes; if nodes were freed just now, apply that first. A project's network cannot grow: a larger one means a new project.");
        return null;
    }

    private int TakeMeshNumber()
    {
        while (!_meshNumbers.Add(_nextMesh))
        {
            _nextMesh++;
        }

        return _nextMesh;
    }
}
