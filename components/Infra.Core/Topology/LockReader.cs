using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Text;

namespace Infra.Core.Topology;

/// <summary>Reads a lock file as strictly as a stack file: errors are reported, never silently reallocated.</summary>
internal sealed class LockReader
{
    // The remedy is the same for all of them: Read adds it.
    private const string NoRemedy = "";

    private const int MostMeshNumbers = 0xffff;

    private static readonly string[] Keys =
    [
        "version",
        LockSeal.Key,
        "project",
        "cidr",
        "ula",
        "basePort",
        "region",
        "zones",
        "subnets",
        "services",
        LockFile.BastionsKey,
        "networkAcl",
    ];
    private static readonly string[] NodeKeys = ["zone", "addresses", "mesh", "generation", "image", "refilling", "shape"];

    private readonly DiagnosticBag _bag;

    private LockReader(DiagnosticBag bag) => _bag = bag;

    /// <summary>Returns the file, or null if it contains an error.</summary>
    /// <param name="spec">The project it should belong to; null if unknown.</param>
    internal static LockFile? Read(string text, string fileName, DiagnosticBag bag, ProjectSpec? spec = null)
    {
        if (MergeMarkers.FirstLine(text) is > 0 and var line)
        {
            bag.Error(
                DiagnosticCodes.LockUnmerged,
                new SourceLocation(fileName, line, 1, ""),
                "The file contains unresolved merge conflicts.",
                LockRemedy.Unmerged(fileName)
            );
            return null;
        }

        var own = new DiagnosticBag();
        var root = TextTreeReader.Read(text, fileName, own, keys: KeyKinds.TextsAndNumbers);
        var file = root is null ? null : new LockReader(own).ReadRoot(root);
        if (root is null && !own.HasErrors)
        {
            own.Add(LockMalformed.Empty(fileName));
        }

        if (file is not null && !own.HasErrors)
        {
            LockRules.Check(file, spec, new SourceMap(root!), own);
        }

        if (file is { IsSealed: true } && !own.HasErrors)
        {
            CheckSeal((TextNode.Map)root!, own);
        }

        foreach (var found in own.Sorted())
        {
            // These values were allocated once: a stack-file remedy such as "add a line" cannot restore them.
            bag.Add(
                found with
                {
                    Remedy =
                        found.Remedy == LockConflict.Twice ? LockRemedy.Merged(fileName)
                        : found.Code == DiagnosticCodes.LockVersion ? $"{found.Remedy} {LockRemedy.Restore(fileName)}"
                        : LockRemedy.Restore(fileName),
                }
            );
        }

        return own.HasErrors ? null : file;
    }

    private static void CheckSeal(TextNode.Map root, DiagnosticBag bag)
    {
        var written = root.Entries.First(entry => entry.Key == LockSeal.Key).Value;
        if (written is not TextNode.Scalar scalar || scalar.Text != LockSeal.Of(root))
        {
            bag.Error(
                DiagnosticCodes.LockChecksum,
                written.Where,
                "The checksum does not match: the file was truncated, merged line by line, or edited by hand.",
                NoRemedy
            );
        }
    }

    private LockFile? ReadRoot(TextNode root)
    {
        if (MapReader.Open(root, "the lock file", _bag, Keys) is not { } map)
        {
            return null;
        }

        var version = ValueReader.Integer(map.Required("version", "version: 1"), "the version", "", 1, int.MaxValue, _bag);
        if (version > LockFile.Version)
        {
            _bag.Error(
                DiagnosticCodes.LockVersion,
                map.Optional("version")!.Where,
                $"The lock file has format {version}; this program reads {LockFile.Version}.",
                "Use the newer program that wrote it. If none did:"
            );
            return null;
        }

        var isSealed = version >= LockFile.SealedVersion || map.Optional(LockSeal.Key) is not null;
        if (isSealed)
        {
            _ = ValueReader.Text(map.Required(LockSeal.Key, ""), "the checksum", _bag);
        }

        var project = ValueReader.Text(map.Required("project", "project: acme"), "the project's name", _bag);
        var cidr = NetworkReader.Read(map.Required("cidr", "cidr: 10.42.0.0/20"), "the project's network", _bag, canBeOneAddress: false);
        var ula = NetworkReader.Read(map.Required("ula", "ula: fd00::/48"), "the project's IPv6 network", _bag, canBeOneAddress: false);
        var basePort = Port(map.Required("basePort", "basePort: 12300"));
        var region = ValueReader.Text(map.Optional("region"), "the region", _bag);
        var zones = ReadZones(map.Required("zones", "zones: { a: local-a }"));
        var subnets = ReadSubnets(map.Optional("subnets"));
        var services = ReadServices(map.Required("services", "services: {}"));
        var bastions = map.Optional(LockFile.BastionsKey) is { } written
            ? ReadNodes(written, "the bastions")
            : ImmutableSortedDictionary<int, LockedNode>.Empty;
        var networkAcl = ReadNetworkAcl(map.Optional("networkAcl"));
        if (cidr is { } network && !ProjectNetworkRules.Check(network, null, map.Optional("cidr")!.Where, _bag))
        {
            return null;
        }

        return _bag.HasErrors
            ? null
            : new LockFile(project!, cidr!.Value, ula!.Value, basePort!.Value, zones!, services!)
            {
                IsSealed = isSealed,
                Region = region,
                NetworkAcl = networkAcl,
                Subnets = subnets,
                Bastions = bastions,
            };
    }

    private ImmutableSortedDictionary<string, int> ReadNetworkAcl(TextNode? node)
    {
        var numbers = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var entry in (node is null ? null : MapReader.AsMap(node, "the network ACL's rules", _bag))?.Entries ?? [])
        {
            if (entry.Key.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '-' or '_')))
            {
                _bag.Add(LockMalformed.RuleKey(entry.KeyWhere, entry.Key));
            }

            numbers[entry.Key] = ValueReader.Integer(
                entry.Value,
                "the rule's number",
                "",
                AclNumberBands.BeforeDenies.First,
                AclNumberBands.AfterDenies.Last,
                _bag
            ) ?? 0;
        }

        return numbers.ToImmutable();
    }

    private ImmutableSortedDictionary<string, string>? ReadZones(TextNode? node)
    {
        if (node is null || MapReader.Open(node, "the zones", _bag, [.. SubnetLayout.ZoneKeys.Select(key => key.ToString())]) is null)
        {
            return null;
        }

        var zones = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in ((TextNode.Map)node).Entries)
        {
            zones[entry.Key] = ValueReader.Text(entry.Value, "a zone's name", _bag) ?? "";
        }

        return zones.ToImmutable();
    }

    private ImmutableSortedDictionary<string, Cidr> ReadSubnets(TextNode? node)
    {
        var subnets = ImmutableSortedDictionary.CreateBuilder<string, Cidr>(StringComparer.Ordinal);
        foreach (var entry in (node is null ? null : MapReader.AsMap(node, "the subnets", _bag))?.Entries ?? [])
        {
            if (NetworkReader.Read(entry.Value, "the subnet", _bag, canBeOneAddress: false) is { } subnet)
            {
                subnets[entry.Key] = subnet;
            }
        }

        return subnets.ToImmutable();
    }

    private ImmutableSortedDictionary<string, LockedService>? ReadServices(TextNode? node)
    {
        if (node is null || MapReader.AsMap(node, "the services", _bag) is not { } map)
        {
            return null;
        }

        var services = ImmutableSortedDictionary.CreateBuilder<string, LockedService>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            NameRules.Check(entry.Key, "service name", NameRules.LongestName, entry.KeyWhere, _bag);
            if (
                MapReader.Open(
                    entry.Value,
                    $"the service {Shown.Quote(entry.Key)}",
                    _bag,
                    "ports",
                    "volumes",
                    "removed",
                    MeshSwitch.Key,
                    "nodes"
                ) is
                { } service
            )
            {
                services[entry.Key] = new LockedService(
                    ReadPorts(service.Required("ports", "ports: { pg: 12300 }")),
                    ReadNodes(service.Required("nodes", "nodes: {}"), "the nodes")
                )
                {
                    Volumes = ReadVolumes(service.Optional("volumes")),
                    Removed = ReadRemoved(service.Optional("removed")),
                    Meshes = LockedMeshes.Read(service.Optional(MeshSwitch.Key), _bag),
                };
            }
        }

        return services.ToImmutable();
    }

    private ImmutableSortedDictionary<string, int> ReadPorts(TextNode? node)
    {
        var ports = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var entry in (node is null ? null : MapReader.AsMap(node, "the ports", _bag))?.Entries ?? [])
        {
            ports[entry.Key] = Port(entry.Value) ?? 0;
        }

        return ports.ToImmutable();
    }

    private ImmutableSortedDictionary<string, int> ReadVolumes(TextNode? node)
    {
        var numbers = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var entry in (node is null ? null : MapReader.AsMap(node, "the volumes", _bag))?.Entries ?? [])
        {
            NameRules.Check(entry.Key, "volume name", NameRules.LongestVolumeName, entry.KeyWhere, _bag);
            numbers[entry.Key] = ValueReader.Integer(entry.Value, "the volume number", "", 0, VolumeNumbers.Count - 1, _bag) ?? 0;
        }

        return numbers.ToImmutable();
    }

    private ImmutableSortedDictionary<int, int> ReadRemoved(TextNode? node)
    {
        var removed = ImmutableSortedDictionary.CreateBuilder<int, int>();
        foreach (var entry in (node is null ? null : MapReader.AsMap(node, "the removed nodes", _bag))?.Entries ?? [])
        {
            if (Slot(entry) is { } slot)
            {
                removed[slot] = ValueReader.Integer(entry.Value, "the generation", "", 1, int.MaxValue - 1, _bag) ?? 0;
            }
        }

        return removed.ToImmutable();
    }

    private int? Slot(TextEntry entry)
    {
        if (int.TryParse(entry.Key, out var slot) && slot >= 1 && slot.ToString() == entry.Key)
        {
            return slot;
        }

        _bag.Add(LockMalformed.Slot(entry.KeyWhere, entry.Key));
        return null;
    }

    private ImmutableSortedDictionary<int, LockedNode> ReadNodes(TextNode? node, string what)
    {
        var nodes = ImmutableSortedDictionary.CreateBuilder<int, LockedNode>();
        foreach (var entry in (node is null ? null : MapReader.AsMap(node, what, _bag))?.Entries ?? [])
        {
            if (Slot(entry) is { } slot && ReadNode(entry.Value, slot) is { } read)
            {
                nodes[slot] = read;
            }
        }

        return nodes.ToImmutable();
    }

    private LockedNode? ReadNode(TextNode node, int slot)
    {
        if (MapReader.Open(node, $"node {slot}", _bag, NodeKeys) is not { } map)
        {
            return null;
        }

        var zone = ValueReader.Text(map.Required("zone", "zone: a"), "the zone", _bag);
        var addresses = ReadAddresses(map.Required("addresses", "addresses: [10.42.0.4, 10.42.0.5]"));
        var mesh = ValueReader.Integer(map.Required("mesh", "mesh: 1"), "the mesh number", "", 1, MostMeshNumbers, _bag);
        var generation = ValueReader.Integer(map.Required("generation", "generation: 1"), "the generation", "", 1, int.MaxValue - 1, _bag);
        var shape = ReadShape(map.Required("shape", "shape: postgresql m6i.large debian-12 data=100GiB"));
        var image = ReadImage(map.Optional("image"));
        var refilling = ValueReader.Boolean(map.Optional("refilling"), "whether it is being refilled", _bag) ?? false;
        return zone is null || addresses is null || mesh is null || generation is null || shape is null
            ? null
            : new LockedNode(zone, addresses.Value.First, addresses.Value.Second, mesh.Value, generation.Value, shape)
            {
                Refilling = refilling,
                Image = image,
            };
    }

    private string? ReadImage(TextNode? node)
    {
        var image = node is null ? null : ValueReader.Text(node, "the image", _bag);
        if (image is not null && !RecordedImages.CanBe(image))
        {
            _bag.Add(LockMalformed.Image(node!.Where, image));
            return null;
        }

        return image;
    }

    private NodeShape? ReadShape(TextNode? node)
    {
        if (ValueReader.Text(node, "the shape", _bag) is not { } text)
        {
            return null;
        }

        var shape = NodeShape.Parse(text);
        if (shape is null)
        {
            _bag.Add(LockMalformed.Shape(node!.Where, text));
        }

        return shape;
    }

    private (IpAddr First, IpAddr Second)? ReadAddresses(TextNode? node)
    {
        if (ValueReader.List(node, "the addresses", _bag) is not { } items)
        {
            return null;
        }

        var addresses = new List<IpAddr>();
        foreach (var item in items)
        {
            if (ValueReader.Text(item, "an address", _bag) is { } text)
            {
                if (IpAddr.TryParse(text, out var address) && address.Value.Family == IpFamily.V4)
                {
                    addresses.Add(address.Value);
                }
                else
                {
                    _bag.Add(LockMalformed.Address(item.Where, text));
                }
            }
        }

        if (items.Length != 2)
        {
            _bag.Add(LockMalformed.AddressCount(node!.Where, items.Length));
        }

        return addresses.Count == 2 && items.Length == 2 ? (addresses[0], addresses[1]) : null;
    }

    private int? Port(TextNode? node) =>
        ValueReader.Integer(node, "the port", "", ReservedPorts.FirstService, ReservedPorts.LastService, _bag);
}
