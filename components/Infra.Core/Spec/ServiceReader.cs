using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads one entry of <c>services</c>.</summary>
internal sealed class ServiceReader(CloudKind? cloud, AccessReader access, DiagnosticBag bag)
{
    // The limit if the cloud, and so its own limit, is unknown.
    internal const int LargestVolumeGiB = 16_384;

    /// <summary>Every key that a service accepts; the editors' schema is generated from it.</summary>
    internal static readonly string[] Keys =
    [
        "type",
        "plan",
        "nodes",
        "mesh",
        AccessReader.Sources,
        AccessReader.Public,
        "components",
        "volumes",
    ];

    /// <summary>The required keys.</summary>
    internal static readonly string[] RequiredKeys = ["type", "plan", "volumes"];

    /// <summary>Returns the service, or null (reported).</summary>
    internal ServiceSpec? Read(TextEntry entry)
    {
        var before = bag.Count;
        NameRules.Check(entry.Key, "service name", NameRules.LongestName, entry.KeyWhere, bag);
        ReservedNames.Check(entry.Key, "service", cloud, entry.KeyWhere, bag);
        if (
            MapReader.Open(
                entry.Value,
                $"the service {Shown.Quote(entry.Key)}",
                "{ type: postgresql, plan: business-4, volumes: { data: 10 } }",
                Keys,
                Keys,
                bag
            )
            is not { } map
        )
        {
            return null;
        }

        var type = ReadType(map.Required("type", "type: postgresql"));
        var plan = ReadPlan(map.Required("plan", $"plan: {type?.Plans.Keys.Min(NaturalOrder.Comparer) ?? "business-4"}"), type);
        var nodes = ReadNodes(map.Optional("nodes"), type) ?? plan?.Nodes;
        var mesh = ReadMesh(map.Optional("mesh"));
        var (clients, components, publicAddresses) = access.Read(map, type);
        var volumes = ReadVolumes(map.Required("volumes", "volumes: { data: 10 }"), type);
        return bag.Count > before && bag.HasErrors || type is null || plan is null || nodes is null || volumes is null
            ? null
            : new ServiceSpec(entry.Key, type.Name, plan.Name, nodes.Value, mesh, clients.AllowedSources, volumes)
            {
                PublicAccess = clients.PublicAccess,
                PublicAddresses = publicAddresses,
                Components = components,
            };
    }

    private ServiceType? ReadType(TextNode? node)
    {
        if (ValueReader.Text(node, "the service type", bag) is not { } name)
        {
            return null;
        }

        var type = ServiceCatalog.Find(name);
        if (type is null)
        {
            bag.Error(
                DiagnosticCodes.UnknownServiceType,
                node!.Where,
                $"{Shown.Quote(name)} is not a service type that this version knows.",
                ServiceCatalog.StandIn(name) is { } other
                    ? $"Did you mean '{other}'?"
                    : Suggestion.Remedy(name, [.. ServiceCatalog.Types.Keys])
            );
        }

        return type;
    }

    private ServicePlan? ReadPlan(TextNode? node, ServiceType? type)
    {
        if (ValueReader.Text(node, "the plan", bag) is not { } name || type is null)
        {
            return null;
        }

        var plan = type.Plans.GetValueOrDefault(name);
        if (plan is null)
        {
            bag.Error(
                DiagnosticCodes.UnknownPlan,
                node!.Where,
                $"{Shown.Quote(name)} is not a plan of {type.Name}.",
                Suggestion.Remedy(name, [.. type.Plans.Keys])
            );
        }

        return plan;
    }

    private int? ReadNodes(TextNode? node, ServiceType? type)
    {
        var counts = type?.NodeCounts ?? [1, ServiceCatalog.All.Max(any => any.MaxNodes)];
        var nodes = ValueReader.Integer(node, "the number of nodes", "", counts[0], counts[^1], bag);
        if (nodes is { } count && type is not null && !counts.Contains(count))
        {
            var choice = Shown.List(NumberRange.Of(counts).Select(range => range.ToString()));
            bag.Error(
                DiagnosticCodes.NodeCount,
                node!.Where,
                $"A {type.Name} service cannot run on {Shown.Count(count, "node")}.",
                $"Choose one of: {choice}."
            );
        }

        return nodes;
    }

    private MeshKind ReadMesh(TextNode? node)
    {
        var mesh = ValueReader.Word(node, "kind of mesh", Words.Meshes, bag) ?? MeshKind.WireGuard;
        if (mesh.HasWireGuard() && mesh.HasIPsec())
        {
            bag.Warn(
                DiagnosticCodes.MeshBetween,
                node!.Where,
                "The service is on its way from one kind of mesh to the other: its nodes accept both.",
                $"Once 'up' has changed all nodes, write 'mesh: {(mesh.SendsByIPsec() ? "ipsec" : "ipsec+wireguard")}' and run 'up' again; "
                    + $"or go back with 'mesh: {(mesh.SendsByIPsec() ? "wireguard+ipsec" : "wireguard")}'."
            );
        }

        return mesh;
    }

    private ImmutableSortedDictionary<string, int>? ReadVolumes(TextNode? node, ServiceType? type)
    {
        if (node is null || MapReader.AsMap(node, "the volumes", bag) is not { } map)
        {
            return null;
        }

        var limits = cloud is { } kind ? CloudLimits.For(kind) : null;
        var volumes = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (NameRules.Check(entry.Key, "volume name", NameRules.LongestVolumeName, entry.KeyWhere, bag) && entry.Key == "control")
            {
                bag.Add(BadName.OfDeviceMapper(entry.KeyWhere));
            }

            ReservedNames.Check(entry.Key, "volume", cloud, entry.KeyWhere, bag);
            var size = ValueReader.Integer(
                entry.Value,
                $"the volume {Shown.Quote(entry.Key)}",
                "GiB",
                1,
                limits?.MaxVolumeGiB ?? LargestVolumeGiB,
                bag
            );
            volumes[entry.Key] = size ?? 0;
        }

        CheckDeviceNames(map);
        foreach (var missing in (type?.RequiredVolumes ?? []).Where(name => !volumes.ContainsKey(name)))
        {
            bag.Add(MissingKey.Volume(map.Owner, missing, type!.Name));
        }

        if (limits is not null && volumes.Count > limits.MaxVolumesPerNode)
        {
            bag.Error(
                DiagnosticCodes.VolumesNotSupported,
                map.Owner,
                $"{volumes.Count} volumes for each node; this version supports {limits.MaxVolumesPerNode} on {Words.Of(cloud!.Value)}.",
                "Merge them into one larger volume."
            );
        }

        return volumes.ToImmutable();
    }

    /// <summary>A cloud that derives the device name from the volume's name has few of them.</summary>
    private void CheckDeviceNames(TextNode.Map map)
    {
        if (cloud is not { } kind)
        {
            return;
        }

        var rules = CloudRegistry.Of<IStackFileRules>(kind);
        foreach (
            var same in map.Entries.GroupBy(entry => rules.AttachedAs(entry.Key)).Where(same => same.Key is not null && same.Count() > 1)
        )
        {
            var first = same.MinBy(entry => entry.Key, StringComparer.Ordinal)!;
            foreach (var entry in same.Where(entry => entry.Key != first.Key))
            {
                bag.Error(
                    DiagnosticCodes.VolumeNamesClash,
                    entry.KeyWhere,
                    $"The volumes {Shown.Quote(first.Key)} and {Shown.Quote(entry.Key)} would both be attached as "
                        + $"{same.Key}: on {Words.Title(kind)} that follows from the name.",
                    $"Rename one of them, e.g. '{Free(entry.Key, map, rules)}'; a volume that is in use keeps its name."
                );
            }
        }
    }

    private static string Free(string name, TextNode.Map map, IStackFileRules rules)
    {
        var taken = map.Entries.Select(entry => rules.AttachedAs(entry.Key)!).ToHashSet(StringComparer.Ordinal);
        var stem = name.Length > NameRules.LongestVolumeName - 2 ? name[..(NameRules.LongestVolumeName - 2)].TrimEnd('-') : name;
        return Enumerable.Range(2, 98).Select(number => $"{stem}{number}").First(other => !taken.Contains(rules.AttachedAs(other)!));
    }
}
