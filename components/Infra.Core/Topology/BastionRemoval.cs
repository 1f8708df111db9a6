using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;

namespace Infra.Core.Topology;

/// <summary>
/// Warns of bastions that an edit of the stack file deletes. They hold no data, so nobody has to name them; but their public addresses go
/// with them, which partners may have in an allowlist, and a cloud gives a released address to whoever asks next.
/// </summary>
internal static class BastionRemoval
{
    private const string Access = "access";
    private const string Zones = "zones";

    /// <param name="old">Before this file, by slot.</param>
    /// <param name="bastions">As allocated for this file.</param>
    /// <param name="stack">The name of the stack.</param>
    internal static void Warn(
        ProjectSpec spec,
        ImmutableSortedDictionary<int, LockedNode> old,
        ImmutableSortedDictionary<int, LockedNode> bastions,
        ImmutableSortedDictionary<string, string> zones,
        string stack,
        SourceMap places,
        DiagnosticBag bag
    )
    {
        var going = old.Where(bastion => !bastions.ContainsKey(bastion.Key)).ToImmutableArray();
        foreach (
            var cause in going.GroupBy(bastion => Cause(spec, bastion.Value, zones)).OrderBy(cause => cause.Key, StringComparer.Ordinal)
        )
        {
            var gone = cause.ToImmutableArray();
            var (one, these) = gone.Length == 1 ? ("its public address", "the address") : ("their public addresses", "one of them");
            bag.Warn(
                DiagnosticCodes.BastionsRemoved,
                Place(cause.Key, places),
                $"{Shown.List(gone.Select(bastion => Name(spec, bastion)))} would be deleted, and {one} released for good.",
                $"If a partner's allowlist contains {these}{Lookup(spec, stack)}, {Instead(bastions)} before you apply this. "
                    + $"To keep {(gone.Length == 1 ? "it" : "them")}, {Keep(cause.Key, gone.Select(bastion => bastion.Value.Zone))}."
            );
        }
    }

    /// <summary>The key whose value deletes a bastion.</summary>
    private static string Cause(ProjectSpec spec, LockedNode bastion, ImmutableSortedDictionary<string, string> zones) =>
        spec.Access is not AccessPath.Bastions ? Access
        : !zones.ContainsKey(bastion.Zone) ? Zones
        : $"{AccessPathReader.BastionKey}.{AccessPathReader.Count}";

    // The key may have gone with its line: then the one it belongs to.
    private static SourceLocation Place(string key, SourceMap places) =>
        places.At(key) is var found && found.Line == places.Root.Line ? places.At(Access) with { Path = key } : found;

    private static string Name(ProjectSpec spec, KeyValuePair<int, LockedNode> bastion)
    {
        var address = CloudRegistry.Of<ICloudNodes>(spec.Cloud).PublicAddressOf(bastion.Value.Mesh);
        return $"{Bastion.KeyOf(bastion.Key)} ({(address is null ? "" : $"{address}, ")}zone {bastion.Value.Zone})";
    }

    // Where the plan assigns no public address, only the cloud and the stack's outputs know it.
    private static string Lookup(ProjectSpec spec, string stack) =>
        CloudRegistry.Of<ICloudNodes>(spec.Cloud).PublicAddressOf(1) is null ? $" ('pulumi stack output publicAddresses -s {stack}')" : "";

    private static string Instead(ImmutableSortedDictionary<int, LockedNode> bastions) =>
        bastions.IsEmpty
            ? "have it removed there, since somebody else may get it,"
            : $"have it replaced there by that of {Bastion.KeyOf(bastions.Keys.First())}";

    private static string Keep(string cause, IEnumerable<string> zones) =>
        cause switch
        {
            Access => "restore 'access: bastion' and what 'bastion' said",
            Zones => $"restore zone {Shown.List(zones.Order(StringComparer.Ordinal))}",
            _ => "write 'bastion: { count: per-zone }'",
        };
}
