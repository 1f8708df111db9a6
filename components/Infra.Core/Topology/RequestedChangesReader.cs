using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Text;

namespace Infra.Core.Topology;

/// <summary>
/// Checks the operator's requests, and removals from the stack file, against what a service can lose: one node per run, with it and its
/// volumes named, and none until the redundancy of an earlier one is restored.
/// </summary>
internal sealed class RequestedChangesReader
{
    private const string AccessKey = "access";

    private readonly ProjectSpec _spec;
    private readonly LockFile _old;
    private readonly LockRequests _requests;
    private readonly string _command;
    private readonly ImmutableSortedDictionary<string, string> _zones;
    private readonly SourceMap _places;
    private readonly DiagnosticBag _bag;
    private readonly ImmutableSortedDictionary<string, (string Service, int Slot)> _nodes;

    // Services whose next node must wait.
    private readonly HashSet<string> _later = new(StringComparer.Ordinal);

    internal RequestedChangesReader(
        ProjectSpec spec,
        LockFile old,
        LockSource source,
        ImmutableSortedDictionary<string, string> zones,
        SourceMap places,
        DiagnosticBag bag
    )
    {
        _spec = spec;
        _old = old;
        _requests = source.Requests;
        _command = LockModes.Command(source.FileName);
        _zones = zones;
        _places = places;
        _bag = bag;
        _nodes = old
            .Services.SelectMany(service => service.Value.Nodes.Keys.Select(slot => (Service: service.Key, Slot: slot)))
            .ToImmutableSortedDictionary(node => $"{node.Service}-{node.Slot}", node => node, StringComparer.Ordinal);
    }

    /// <summary>All requested changes; empty if any is refused (reported).</summary>
    internal RequestedChanges Read()
    {
        var before = _bag.Count;
        var reported = ReadReported();
        var replaced = ReadReplaced();
        var bastions = ReadReplacedBastions();
        var (removed, services) = ReadRemoved();
        foreach (var gone in _old.Services.Keys.Where(name => !_spec.Services.ContainsKey(name)))
        {
            CheckGone(gone, services.Contains(gone));
        }

        foreach (var (name, service) in _old.Services.Where(service => _spec.Services.ContainsKey(service.Key)))
        {
            CheckFewer(name, service, removed);
            CheckOneAtATime(name, service, replaced, removed, reported);
        }

        CheckEmptied(replaced);
        return _bag.Count == before
            ? new RequestedChanges(replaced, removed, reported) { ReplacedBastions = bastions }
            : RequestedChanges.None;
    }

    private ImmutableHashSet<(string, int)> ReadReported()
    {
        var pending = _old
            .Services.SelectMany(service => PendingRefill.Of(service.Value).Select(slot => (Service: service.Key, Slot: slot)))
            .ToImmutableSortedDictionary(node => $"{node.Service}-{node.Slot}", node => node, StringComparer.Ordinal);
        foreach (var key in _requests.Refilled.Distinct().Where(key => !pending.ContainsKey(key)))
        {
            _bag.Error(
                DiagnosticCodes.NothingToReport,
                _places.At("services"),
                $"{Shown.Quote(key)} is not waiting to be refilled.",
                pending.IsEmpty
                    ? "No node is waiting to be refilled, so there is nothing to report."
                    : Suggestion.Remedy(key, [.. pending.Keys])
            );
        }

        return [.. pending.Where(node => _requests.Refilled.Contains(node.Key)).Select(node => node.Value)];
    }

    private ImmutableHashSet<(string, int)> ReadReplaced()
    {
        var stay = _nodes.Where(node => _spec.Services.ContainsKey(node.Value.Service)).ToDictionary(StringComparer.Ordinal);
        var bastions = _old.Bastions.Keys.Select(Bastion.KeyOf).ToHashSet(StringComparer.Ordinal);
        foreach (
            var unknown in _requests
                .Replace.Distinct()
                .Where(key => !stay.ContainsKey(key) && !bastions.Contains(key))
                .Order(StringComparer.Ordinal)
        )
        {
            _bag.Error(
                DiagnosticCodes.NoSuchNode,
                _places.At("services"),
                $"{Shown.Quote(unknown)} cannot be replaced: the lock file has no such node that stays.",
                stay.Count == 0 ? "There is no node yet." : Suggestion.Remedy(unknown, [.. stay.Keys, .. bastions])
            );
        }

        return [.. stay.Where(node => _requests.Replace.Contains(node.Key)).Select(node => node.Value)];
    }

    /// <summary>A bastion holds no data, but the others are the way in if the new one does not come up.</summary>
    private ImmutableHashSet<int> ReadReplacedBastions()
    {
        var slots = _old.Bastions.Keys.Where(slot => _requests.Replace.Contains(Bastion.KeyOf(slot))).ToImmutableHashSet();
        if (slots.Count > 1)
        {
            _bag.Error(
                DiagnosticCodes.TwoBastionsReplaced,
                _places.At(AccessKey),
                $"{Shown.List(slots.Order().Select(Bastion.KeyOf))} would be replaced at once, and nobody could log in to any node "
                    + "meanwhile.",
                $"One at a time: '{_command} --replace {Bastion.KeyOf(slots.Min())}', then up; then the next one."
            );
        }

        return slots;
    }

    private (ImmutableHashSet<(string Service, int Slot)> Nodes, ImmutableHashSet<string> Services) ReadRemoved()
    {
        var nodes = ImmutableHashSet.CreateBuilder<(string, int)>();
        var services = ImmutableHashSet.CreateBuilder<string>();
        foreach (var name in _requests.Remove.Distinct().Order(StringComparer.Ordinal))
        {
            if (_old.Services.ContainsKey(name) && !_spec.Services.ContainsKey(name))
            {
                services.Add(name);
            }
            else if (_old.Services.ContainsKey(name))
            {
                NotRemovable(
                    name,
                    $"services.{name}",
                    $"The service {Shown.Quote(name)} is still in the stack file.",
                    "Remove it from the file first, if it should be deleted with its data."
                );
            }
            else if (_old.Bastions.Keys.Any(slot => Bastion.KeyOf(slot) == name))
            {
                _bag.Error(
                    DiagnosticCodes.BastionNotRemovable,
                    _places.At(AccessKey),
                    $"{name} is a bastion: how many there are follows from the stack file, and they hold no data.",
                    $"To have fewer, write 'bastion: {{ count: one }}'. To replace its VM: '{_command} --replace {name}', then up."
                );
            }
            else if (!_nodes.TryGetValue(name, out var node))
            {
                NotRemovable(
                    name,
                    "services",
                    $"{Shown.Quote(name)} is neither a service nor a node in the lock file.",
                    Suggestion.Remedy(name, [.. _old.Services.Keys, .. _nodes.Keys])
                );
            }
            else if (!_spec.Services.TryGetValue(node.Service, out var service))
            {
                NotRemovable(
                    name,
                    "services",
                    $"The service of {name} was removed from the stack file as a whole.",
                    $"Remove the whole service with its data: '{_command} --remove {node.Service}'."
                );
            }
            else if (service.Nodes >= _old.Services[node.Service].Nodes.Count)
            {
                var fewer = _old.Services[node.Service].Nodes.Count - 1;
                NotRemovable(
                    name,
                    $"services.{node.Service}.nodes",
                    $"The stack file requests {Counted(service.Nodes)} of '{node.Service}': {name} would be created again.",
                    fewer == 0
                        ? $"A service has at least one node; to delete '{node.Service}', remove it from the file."
                        : $"Write 'nodes: {fewer}' first."
                );
            }
            else
            {
                nodes.Add(node);
            }
        }

        return (nodes.ToImmutable(), services.ToImmutable());
    }

    private void NotRemovable(string name, string path, string message, string remedy) =>
        _bag.Error(DiagnosticCodes.NotRemovable, _places.At(path), message, remedy);

    /// <summary>A service that is no longer in the file.</summary>
    private void CheckGone(string gone, bool acknowledged)
    {
        var service = _old.Services[gone];
        var volumes = service.Nodes.SelectMany(node => Replacement.Volumes(gone, node.Key, node.Value)).ToList();
        var what =
            $"The service '{gone}' was removed from the file: its {Counted(service.Nodes.Count)} would be deleted"
            + (volumes.Count == 0 ? "" : $", and with them the data of {Shown.List(volumes)}")
            + $".{Renamed(gone)}";
        if (_spec.TerminationProtection)
        {
            _bag.Error(
                DiagnosticCodes.ServiceProtected,
                _places.At("services"),
                $"{what} The project has termination protection enabled.",
                $"Restore '{gone}'. To remove it, set 'terminationProtection: false' and apply that first; then "
                    + $"'{_command} --remove {gone}'."
            );
        }
        else if (!acknowledged && volumes.Count > 0)
        {
            _bag.Add(RemovalNotAcknowledged.Service(_places.At("services"), _command, gone, what));
        }
    }

    private string Renamed(string gone)
    {
        var added = _spec.Services.Keys.Where(name => !_old.Services.ContainsKey(name)).ToList();
        return (Suggestion.For(gone, added) ?? added.FirstOrDefault()) is { } name
            ? $" Did you mean to rename it? '{name}' would be a new, empty service: services cannot be renamed."
            : "";
    }

    /// <summary>A service for which the file requests fewer nodes.</summary>
    private void CheckFewer(string name, LockedService service, ImmutableHashSet<(string Service, int Slot)> removed)
    {
        var wanted = _spec.Services[name].Nodes;
        var more = service.Nodes.Count - wanted;
        if (more > 1)
        {
            _bag.Error(
                DiagnosticCodes.TooManyRemoved,
                _places.At($"services.{name}.nodes"),
                $"'{name}' has {Counted(service.Nodes.Count)} but the file requests {wanted}: {more} would be deleted "
                    + "at once, with their data.",
                $"One in a run: write 'nodes: {service.Nodes.Count - 1}' first, and continue when the service has "
                    + "recovered from losing the first."
            );
        }
        else if (more == 1 && removed.All(node => node.Service != name))
        {
            var slot = Retired(service.Nodes);
            var volumes = Replacement.Volumes(name, slot, service.Nodes[slot]).ToList();
            var where = _places.At($"services.{name}.nodes");
            var has = Counted(service.Nodes.Count);
            _bag.Add(RemovalNotAcknowledged.Node(where, _command, name, service, has, wanted, slot, volumes));
        }
    }

    /// <summary>
    /// The best node to remove: one in a zone that is given up, otherwise the last one of the fullest zone, to keep the spread even.
    /// </summary>
    private int Retired(ImmutableSortedDictionary<int, LockedNode> nodes)
    {
        var perZone = nodes.Values.CountBy(node => node.Zone, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return nodes
            .OrderBy(node => _zones.ContainsKey(node.Value.Zone))
            .ThenByDescending(node => perZone[node.Value.Zone])
            .ThenByDescending(node => node.Key)
            .First()
            .Key;
    }

    private void CheckOneAtATime(
        string name,
        LockedService service,
        ImmutableHashSet<(string Service, int Slot)> replaced,
        ImmutableHashSet<(string Service, int Slot)> removed,
        ImmutableHashSet<(string Service, int Slot)> reported
    )
    {
        var going = replaced.Concat(removed).Where(node => node.Service == name).Select(node => node.Slot).Order().ToList();
        var pending = PendingRefill.Of(service).Where(slot => !reported.Contains((name, slot))).ToList();
        if (going.Count > 1)
        {
            _later.Add(name);
            _bag.Add(ReplacementPending.Together(_places.At($"services.{name}"), _command, name, going));
        }
        else if (going.Count == 1 && pending.SequenceEqual(going) && service.Nodes.TryGetValue(going[0], out var again) && removed.IsEmpty)
        {
            _later.Add(name);
            _bag.Add(ReplacementPending.Again(_places.At($"services.{name}"), _command, name, going[0], again));
        }
        else if (going.Count == 1 && pending.Count > 0 && !(pending.SequenceEqual(going) && removed.Contains((name, going[0]))))
        {
            _later.Add(name);
            _bag.Add(ReplacementPending.LastCopy(_places.At($"services.{name}"), _command, name, going[0], pending));
        }
    }

    /// <summary>A replacement must name the volumes that it empties, so that the data loss is no surprise.</summary>
    private void CheckEmptied(ImmutableHashSet<(string Service, int Slot)> replaced)
    {
        var emptied = EmptiedBy(replaced);
        if (emptied.SetEquals(_requests.Empties))
        {
            return;
        }

        var lonely = replaced
            .Where(node => _old.Services[node.Service].Nodes.Count == 1)
            .Select(node => node.Service)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        // Suggest only what is possible now: one node of a service at a time, and none while another is being refilled.
        var now = replaced.Where(node => !_later.Contains(node.Service)).ToList();
        var asked =
            $"{_command}"
            + string.Concat(
                now.Select(node => $"{node.Service}-{node.Slot}").Order(StringComparer.Ordinal).Select(key => $" --replace {key}")
            );
        _bag.Error(
            DiagnosticCodes.ReplacementNotAcknowledged,
            _places.At("services"),
            emptied.Count == 0
                ? $"No requested replacement would empty {Shown.List(_requests.Empties.Order(StringComparer.Ordinal).Select(Shown.Quote))}."
                : "The new VM starts with empty volumes and this data is lost: "
                    + $"{Shown.List(emptied)}.{(lonely.Count == 0 ? "" : $" {Shown.List(lonely)} has no other copy.")}",
            emptied.Count == 0 ? "Remove it, or name the node with --replace."
                : now.Count == 0 ? "Name them with --empties when you replace that node."
                : $"If that is intended: '{asked} --empties {string.Join(',', EmptiedBy(now))}'."
        );
    }

    private SortedSet<string> EmptiedBy(IEnumerable<(string Service, int Slot)> nodes) =>
        new(
            nodes.SelectMany(node => Replacement.Volumes(node.Service, node.Slot, _old.Services[node.Service].Nodes[node.Slot])),
            StringComparer.Ordinal
        );

    private static string Counted(int nodes) => nodes == 1 ? "1 node" : $"{nodes} nodes";
}
