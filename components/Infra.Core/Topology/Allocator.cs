using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Text;

namespace Infra.Core.Topology;

/// <summary>
/// Brings the lock file up to date with the stack file: keeps everything that is still wanted exactly as it is, frees
/// what is not, allocates what is missing.
/// </summary>
/// <remarks>
/// What is freed now is not handed out again now: new VMs come up before old ones go, so one change must not give the
/// same address to both. The next run may.
/// </remarks>
internal sealed class Allocator
{
    private static readonly ImmutableSortedDictionary<string, int> NoNumbers = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    private readonly ProjectSpec _spec;
    private readonly LockFile _old;
    private readonly LockSource _source;
    private readonly SourceMap _places;
    private readonly DiagnosticBag _bag;
    private readonly List<LockChange> _changes = [];

    private Allocator(ProjectSpec spec, LockFile old, LockSource source, SourceMap places, DiagnosticBag bag)
    {
        _spec = spec;
        _old = old;
        _source = source;
        _places = places;
        _bag = bag;
    }

    /// <summary>The lock file this spec needs, and what has to change for it; the file is null when there is an error.</summary>
    /// <param name="old">The lock file so far; null for a project without one.</param>
    /// <param name="source">Where <paramref name="old"/> was read from, and what else was asked for.</param>
    internal static (LockFile? File, ImmutableArray<LockChange> Changes) Allocate(
        ProjectSpec spec, LockFile? old, LockSource source, SourceMap places, DiagnosticBag bag)
    {
        var allocator = new Allocator(spec, old ?? Empty(spec), source, places, bag);
        var file = allocator.Run();
        return (bag.HasErrors ? null : file, [.. allocator._changes]);
    }

    private static LockFile Empty(ProjectSpec spec) => new(
        spec.Name,
        spec.Cidr,
        SubnetLayout.Ula(spec.Name),
        spec.BasePort ?? PortPool.BaseFor(spec.Name),
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, LockedService>(StringComparer.Ordinal))
    {
        Region = Regions.ZonesNameTheirRegion(spec.Cloud) ? null : spec.Region,
    };

    private LockFile Run()
    {
        var zones = ZoneAllocator.Allocate(_spec, _old.Zones, _changes);
        var kept = KeepServices(zones);
        var replaced = Replaced(kept);
        var ports = AllocatePorts(kept);
        var subnets = zones
            .Where(_ => _spec.Network is not null)
            .ToImmutableSortedDictionary(zone => zone.Key, zone => _spec.Network!.Subnets[zone.Value].Cidr, StringComparer.Ordinal);
        var nodes = new NodeAllocator(_spec, _old with { Subnets = subnets }, zones, _places, _bag, _changes, new KeptShapes(_places, LockModes.Command(_source.FileName), _bag)).Allocate(kept, replaced);
        var volumes = _spec.Services.Values.ToDictionary(
            service => service.Name,
            service => VolumeNumbers.Allocate(_spec, service, nodes[service.Name], _old.Services.GetValueOrDefault(service.Name)?.Volumes ?? NoNumbers, _places, _changes, _bag),
            StringComparer.Ordinal);
        foreach (var gone in _old.Services.Keys.Where(name => !_spec.Services.ContainsKey(name)))
        {
            _changes.Add(new LockChange(LockChangeKind.Removes, $"services.{gone}", $"{gone}: freed its ports and addresses, the service is gone."));
            if (_spec.TerminationProtection)
            {
                _bag.Error(
                    DiagnosticCodes.ServiceProtected,
                    _places.At("services"),
                    $"The service '{gone}' is gone from the file: removing it destroys its data, and the project has termination protection.",
                    $"Put '{gone}' back. To remove it, write 'terminationProtection: false' and apply that first.");
            }
        }

        return _old with
        {
            Zones = zones,
            Subnets = subnets,
            Services = _spec.Services.Keys.ToImmutableSortedDictionary(
                name => name,
                name => new LockedService(ports[name], nodes[name]) { Volumes = volumes[name] },
                StringComparer.Ordinal),
        };
    }

    /// <summary>The slots whose VM is to be replaced.</summary>
    private ImmutableHashSet<(string Service, int Slot)> Replaced(Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> kept)
    {
        var nodes = kept.SelectMany(service => service.Value.Keys.Select(slot => (Service: service.Key, Slot: slot))).ToDictionary(node => $"{node.Service}-{node.Slot}", StringComparer.Ordinal);
        foreach (var unknown in _source.Replace.Where(key => !nodes.ContainsKey(key)).Distinct().Order(StringComparer.Ordinal))
        {
            _bag.Error(
                DiagnosticCodes.NoSuchNode,
                _places.At("services"),
                $"{Shown.Quote(unknown)} is to be replaced, and is no node of the lock file that stays.",
                nodes.Count == 0 ? "There is no node yet." : Suggestion.Remedy(unknown, [.. nodes.Keys.Order(StringComparer.Ordinal)]));
        }

        return [.. nodes.Where(node => _source.Replace.Contains(node.Key)).Select(node => node.Value)];
    }

    /// <summary>The nodes that stay, by service.</summary>
    private Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> KeepServices(ImmutableSortedDictionary<string, string> zones)
    {
        var kept = new Dictionary<string, ImmutableSortedDictionary<int, LockedNode>>(StringComparer.Ordinal);
        foreach (var service in _spec.Services.Values)
        {
            var nodes = _old.Services.GetValueOrDefault(service.Name)?.Nodes ?? ImmutableSortedDictionary<int, LockedNode>.Empty;
            while (nodes.Count > service.Nodes)
            {
                var (slot, node) = Retired(nodes, zones);
                nodes = nodes.Remove(slot);
                _changes.Add(new LockChange(
                    LockChangeKind.Removes,
                    $"services.{service.Name}.nodes.{slot}",
                    $"{service.Name}-{slot}: freed {node.First} and {node.Second} in zone {node.Zone}, {service.Nodes} nodes are wanted."));
            }

            foreach (var (slot, node) in nodes.Where(node => !zones.ContainsKey(node.Value.Zone)))
            {
                _bag.Error(
                    DiagnosticCodes.ZoneInUse,
                    _places.At("zones"),
                    $"Zone {node.Zone} ({_old.Zones[node.Zone]}) is no longer among the zones, but node {service.Name}-{slot} is there.",
                    $"Keep the zone, or delete the line of {service.Name}-{slot} from the lock file to have the node replaced by one in another zone.");
            }

            CheckType(service, nodes);
            kept[service.Name] = nodes;
        }

        return kept;
    }

    /// <summary>Ports and filters follow the type at once: clients and nodes of the old one would be cut off, and nothing of its data is of use to the new one.</summary>
    private void CheckType(ServiceSpec service, ImmutableSortedDictionary<int, LockedNode> nodes)
    {
        if (nodes.Values.Select(node => node.Shape.Type).FirstOrDefault(type => type != service.Type) is { } type)
        {
            _bag.Error(
                DiagnosticCodes.ServiceTypeChanged,
                _places.At($"services.{service.Name}.type"),
                $"'{service.Name}' runs as {type}, and cannot become {service.Type}: its nodes hold {type}'s data.",
                $"Put 'type: {type}' back. A {service.Type} service is another one, under a name of its own; '{service.Name}' can be removed when it is no longer needed.");
        }
    }

    /// <summary>Who goes first: nodes in zones that are given up, then the last one of the fullest zone, so that the spread stays even.</summary>
    private static KeyValuePair<int, LockedNode> Retired(
        ImmutableSortedDictionary<int, LockedNode> nodes, ImmutableSortedDictionary<string, string> zones)
    {
        var perZone = nodes.Values.CountBy(node => node.Zone, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return nodes
            .OrderBy(node => zones.ContainsKey(node.Value.Zone))
            .ThenByDescending(node => perZone[node.Value.Zone])
            .ThenByDescending(node => node.Key)
            .First();
    }

    private Dictionary<string, ImmutableSortedDictionary<string, int>> AllocatePorts(
        Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> kept)
    {
        var pool = new PortPool(_old.BasePort, _old.Services.Values.SelectMany(service => service.Ports.Values));
        var ports = new Dictionary<string, ImmutableSortedDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var name in kept.Keys.Order(StringComparer.Ordinal))
        {
            var components = ServiceCatalog.Types[_spec.Services[name].Type].Components.Where(component => component.FixedPort is null).ToImmutableArray();
            var before = _old.Services.GetValueOrDefault(name)?.Ports ?? ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
            foreach (var gone in before.Keys.Except(components.Select(component => component.Name)))
            {
                _changes.Add(new LockChange(LockChangeKind.Frees, $"services.{name}.ports.{gone}", $"{name}: freed port {before[gone]} of {gone}."));
            }

            var after = before.RemoveRange(before.Keys.Except(components.Select(component => component.Name)));
            foreach (var component in components.Where(component => !after.ContainsKey(component.Name)))
            {
                if (pool.Take() is not { } port)
                {
                    _bag.Error(
                        DiagnosticCodes.PortsExhausted,
                        _places.At($"services.{name}"),
                        $"No port is left for {component.Name}: {pool.Taken} are taken from {_old.BasePort} to {ReservedPorts.LastService}.",
                        "Split the project in two; if it was never brought up, a lower 'basePort' and a new lock file give it more room.");
                    break;
                }

                after = after.Add(component.Name, port);
                _changes.Add(new LockChange(LockChangeKind.Adds, $"services.{name}.ports.{component.Name}", $"{name}: port {port} for {component.Name}."));
            }

            ports[name] = after;
        }

        return ports;
    }
}
