using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>
/// Brings the lock file up to date with the stack file: keeps everything still wanted exactly as it is, frees what is not, and allocates
/// what is missing.
/// </summary>
/// <remarks>
/// What is freed now is not reassigned in the same run: new VMs are created before old ones are deleted, so one change must not give both
/// the same address. The next run may reuse it.
/// </remarks>
internal sealed class Allocator
{
    private static readonly ImmutableSortedDictionary<string, int> NoNumbers = ImmutableSortedDictionary.Create<string, int>(
        StringComparer.Ordinal
    );

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

    /// <summary>
    /// Returns the lock file that this spec needs, and the changes that lead to it; the file is null if there is an error.
    /// </summary>
    /// <param name="old">The lock file so far; null if the project has none.</param>
    /// <param name="source">Where <paramref name="old"/> was read from, and the changes that were requested.</param>
    internal static (LockFile? File, ImmutableArray<LockChange> Changes) Allocate(
        ProjectSpec spec,
        LockFile? old,
        LockSource source,
        SourceMap places,
        DiagnosticBag bag
    )
    {
        var allocator = new Allocator(spec, old ?? Empty(spec), source, places, bag);
        var file = allocator.Run();
        foreach (var service in spec.Services.Values)
        {
            var command = LockModes.Command(source.FileName);
            PendingRefill.Warn(service.Name, file.Services[service.Name], places, command, bag);
            KeptShapes.Warn(service, NodeShape.Of(spec, service), file.Services[service.Name], places, command, bag);
        }

        KeptShapes.WarnBastions(NodeShape.OfBastion(spec), file.Bastions, places, LockModes.Command(source.FileName), bag);
        return (bag.HasErrors ? null : file, [.. allocator._changes]);
    }

    private static LockFile Empty(ProjectSpec spec) =>
        new(
            spec.Name,
            spec.Cidr,
            UniqueLocal.Of(spec.Name),
            spec.BasePort ?? PortPool.BaseFor(spec.Name),
            ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
            ImmutableSortedDictionary.Create<string, LockedService>(StringComparer.Ordinal)
        )
        {
            Region = Regions.ZonesNameTheirRegion(spec.Cloud) ? null : spec.Region,
        };

    private LockFile Run()
    {
        var zones = ZoneAllocator.Allocate(_spec, _old.Zones, _changes);
        var asked = new RequestedChangesReader(_spec, _old, _source, zones, _places, _bag).Read();
        var kept = KeepServices(zones, asked);
        var ports = AllocatePorts(kept);
        var subnets = zones
            .Where(_ => _spec.Network is not null)
            .ToImmutableSortedDictionary(zone => zone.Key, zone => _spec.Network!.Subnets[zone.Value].Cidr, StringComparer.Ordinal);
        var allocator = new NodeAllocator(
            _spec,
            _old with
            {
                Subnets = subnets,
            },
            zones,
            _places,
            _bag,
            _changes,
            LockModes.Command(_source.FileName)
        );
        var allocated = allocator.Allocate(kept, asked.Replaced);
        var images = new ImageNotes(_source.Requests.Images, _changes);
        var nodes = images.Note(allocated, _old);
        var volumes = _spec.Services.Values.ToDictionary(
            service => service.Name,
            service =>
                VolumeNumbers.Allocate(
                    _spec,
                    service,
                    nodes[service.Name],
                    _old.Services.GetValueOrDefault(service.Name)?.Volumes ?? NoNumbers,
                    _places,
                    _changes,
                    _bag
                ),
            StringComparer.Ordinal
        );
        var meshes = _spec.Services.Values.ToDictionary(
            service => service.Name,
            service => MeshSwitch.Begin(service, _old.Services.GetValueOrDefault(service.Name), _source, _places, _changes, _bag),
            StringComparer.Ordinal
        );
        var bastions = images.NoteBastions(
            BastionAllocator.Allocate(_spec, _old.Bastions, zones, asked.ReplacedBastions, allocator, _changes),
            _old.Bastions
        );
        MeshSwitch.CheckRequests(_source, _old, _spec, _places, _bag);
        BastionSwitch.Check(_spec, _old, bastions, zones, _places, _bag);
        BastionRemoval.Warn(_spec, _old.Bastions, bastions, zones, LockModes.StackOf(_source.FileName), _places, _bag);
        foreach (var (gone, service) in _old.Services.Where(service => !_spec.Services.ContainsKey(service.Key)))
        {
            var emptied = Shown.List(service.Nodes.SelectMany(node => Replacement.Volumes(gone, node.Key, node.Value)));
            _changes.Add(
                new LockChange(
                    LockChangeKind.Removes,
                    $"services.{gone}",
                    $"{gone}: deleted with its nodes and the data of {emptied}; its ports and addresses are free."
                )
            );
        }

        if (!_old.IsSealed && _source.Mode == LockMode.Extend && _source.Text is not null)
        {
            _changes.Add(
                new LockChange(
                    LockChangeKind.Changes,
                    LockSeal.Key,
                    "the file gets a checksum, which detects truncation and edits by hand."
                )
            );
        }

        return _old with
        {
            Zones = zones,
            Subnets = subnets,
            Bastions = bastions,
            Services = _spec.Services.Keys.ToImmutableSortedDictionary(
                name => name,
                name => new LockedService(ports[name], nodes[name])
                {
                    Volumes = volumes[name],
                    Removed = RemovedOf(name, asked, nodes[name]),
                    Meshes = meshes[name],
                },
                StringComparer.Ordinal
            ),
        };
    }

    /// <summary>The removed slots whose redundancy is not yet restored; a reused slot is tracked by its node instead.</summary>
    private ImmutableSortedDictionary<int, int> RemovedOf(
        string name,
        RequestedChanges asked,
        ImmutableSortedDictionary<int, LockedNode> nodes
    )
    {
        var old = _old.Services.GetValueOrDefault(name);
        var removed = (old?.Removed ?? ImmutableSortedDictionary<int, int>.Empty).AddRange(
            asked
                .Removed.Where(node => node.Service == name)
                .Select(node => KeyValuePair.Create(node.Slot, old!.Nodes[node.Slot].Generation))
        );
        return removed.RemoveRange(removed.Keys.Where(slot => nodes.ContainsKey(slot) || asked.Reported.Contains((name, slot))));
    }

    /// <summary>The nodes that stay, by service.</summary>
    private Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> KeepServices(
        ImmutableSortedDictionary<string, string> zones,
        RequestedChanges asked
    )
    {
        var kept = new Dictionary<string, ImmutableSortedDictionary<int, LockedNode>>(StringComparer.Ordinal);
        foreach (var service in _spec.Services.Values)
        {
            var old = _old.Services.GetValueOrDefault(service.Name)
                ?? new LockedService(NoNumbers, ImmutableSortedDictionary<int, LockedNode>.Empty);
            var nodes = old.Nodes.ToBuilder();
            foreach (var (slot, node) in old.Nodes)
            {
                if (asked.Removed.Contains((service.Name, slot)))
                {
                    Remove(service, slot, node);
                    nodes.Remove(slot);
                }
                else if (asked.Reported.Contains((service.Name, slot)))
                {
                    // A node replaced again in this run has not been refilled.
                    if (!asked.Replaced.Contains((service.Name, slot)))
                    {
                        Report(service.Name, slot);
                    }

                    nodes[slot] = node with { Refilling = false };
                }
            }

            foreach (var slot in old.Removed.Keys.Where(slot => asked.Reported.Contains((service.Name, slot))))
            {
                Report(service.Name, slot);
            }

            kept[service.Name] = nodes.ToImmutable();
            CheckZones(service, kept[service.Name], zones, asked);
            CheckType(service, kept[service.Name]);
        }

        return kept;
    }

    private void Remove(ServiceSpec service, int slot, LockedNode node) =>
        _changes.Add(
            new LockChange(
                LockChangeKind.Removes,
                $"services.{service.Name}.nodes.{slot}",
                $"{service.Name}-{slot}: deleted with the data of "
                    + $"{Shown.List(Replacement.Volumes(service.Name, slot, node))}; {node.First} and {node.Second} in zone "
                    + $"{node.Zone} are free."
            )
        );

    private void Report(string service, int slot) =>
        _changes.Add(
            new LockChange(
                LockChangeKind.Changes,
                $"services.{service}.nodes.{slot}",
                $"{service}-{slot}: reported as recovered; another node of '{service}' may be replaced or removed."
            )
        );

    private void CheckZones(
        ServiceSpec service,
        ImmutableSortedDictionary<int, LockedNode> nodes,
        ImmutableSortedDictionary<string, string> zones,
        RequestedChanges asked
    )
    {
        foreach (
            var (slot, node) in nodes.Where(node =>
                !zones.ContainsKey(node.Value.Zone) && !asked.Replaced.Contains((service.Name, node.Key))
            )
        )
        {
            _bag.Error(
                DiagnosticCodes.ZoneInUse,
                _places.At("zones"),
                $"Zone {node.Zone} ({_old.Zones[node.Zone]}) is no longer one of the zones, but node {service.Name}-{slot} is there.",
                "Keep the zone until no node is in it. To move the node to another zone, which empties its volumes: "
                    + $"'{Replacement.Command(LockModes.Command(_source.FileName), service.Name, slot, node)}', then up."
            );
        }
    }

    /// <summary>
    /// Ports and filters follow the type immediately: clients and nodes of the old type would be cut off, and the new type cannot use its
    /// data.
    /// </summary>
    private void CheckType(ServiceSpec service, ImmutableSortedDictionary<int, LockedNode> nodes)
    {
        if (nodes.Values.Select(node => node.Shape.Type).FirstOrDefault(type => type != service.Type) is { } type)
        {
            _bag.Error(
                DiagnosticCodes.ServiceTypeChanged,
                _places.At($"services.{service.Name}.type"),
                $"'{service.Name}' runs as {type}, and cannot become {service.Type}: its nodes hold {type}'s data.",
                $"Restore 'type: {type}'. Add the {service.Type} service under a new name, and remove '{service.Name}' "
                    + "from the file when it is no longer needed."
            );
        }
    }

    private Dictionary<string, ImmutableSortedDictionary<string, int>> AllocatePorts(
        Dictionary<string, ImmutableSortedDictionary<int, LockedNode>> kept
    )
    {
        var pool = new PortPool(_old.BasePort, _old.Services.Values.SelectMany(service => service.Ports.Values));
        var ports = new Dictionary<string, ImmutableSortedDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var name in kept.Keys.Order(StringComparer.Ordinal))
        {
            var components = ServiceCatalog
                .Types[_spec.Services[name].Type]
                .Components.Where(component => component.FixedPort is null)
                .ToImmutableArray();
            var before = _old.Services.GetValueOrDefault(name)?.Ports
                ?? ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
            foreach (var gone in before.Keys.Except(components.Select(component => component.Name)))
            {
                _changes.Add(
                    new LockChange(LockChangeKind.Frees, $"services.{name}.ports.{gone}", $"{name}: freed port {before[gone]} of {gone}.")
                );
            }

            var after = before.RemoveRange(before.Keys.Except(components.Select(component => component.Name)));
            foreach (var component in components.Where(component => !after.ContainsKey(component.Name)))
            {
                if (pool.Take() is not { } port)
                {
                    // If no port is allocated yet, the base port can still be changed.
                    var isNew = _spec.BasePort is not null && _source.Text is null;
                    _bag.Error(
                        DiagnosticCodes.PortsExhausted,
                        _places.At(isNew ? "basePort" : $"services.{name}"),
                        $"No port is left for {component.Name} of '{name}': {Shown.Count(pool.Taken, "port")} "
                            + $"{(pool.Taken == 1 ? "is" : "are")} taken from {_old.BasePort} to "
                            + $"{ReservedPorts.LastService}.",
                        isNew
                            ? $"Write a lower one, {ReservedPorts.FirstService} to {PortPool.LastBase}, or remove the key."
                            : "Split the project in two: ports never change."
                    );
                    break;
                }

                after = after.Add(component.Name, port);
                _changes.Add(
                    new LockChange(
                        LockChangeKind.Adds,
                        $"services.{name}.ports.{component.Name}",
                        $"{name}: port {port} for {component.Name}."
                    )
                );
            }

            ports[name] = after;
        }

        return ports;
    }
}
