using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Text;

namespace Infra.Core.Topology;

/// <summary>
/// Which kinds of mesh a service's nodes may be using, and which it can have next. Nodes change one zone after another, so every kind that
/// one of them may use must be at most one step from the next one. While a run changes them there are two, next to each other; the lock
/// file has both until a run has changed all nodes.
/// </summary>
public static class MeshSwitch
{
    /// <summary>The key of a service in the lock file. Without it, all nodes use WireGuard: the only kind of earlier versions.</summary>
    internal const string Key = "mesh";

    private static readonly ImmutableArray<MeshKind> WireGuardAlone = [MeshKind.WireGuard];

    /// <summary>A service's kinds of mesh in the lock file, as <see cref="LockChange.Path"/>.</summary>
    public static string PathOf(string service) => $"services.{service}.{Key}";

    /// <summary>The kinds in use by services that say nothing.</summary>
    internal static ImmutableArray<MeshKind> Default => WireGuardAlone;

    /// <summary>The kinds that nodes may be using once a run to the file's kind has begun.</summary>
    /// <param name="old">The service in the lock file; null: it has no nodes yet, which can begin with any kind.</param>
    internal static ImmutableArray<MeshKind> Begin(
        ServiceSpec service,
        LockedService? old,
        LockSource source,
        SourceMap places,
        List<LockChange> changes,
        DiagnosticBag bag
    )
    {
        if (old is null || old.Nodes.IsEmpty)
        {
            return [service.Mesh];
        }

        var recorded =
            source.Requests.Meshes.TryGetValue(service.Name, out var all) && Words.Meshes.TryGetValue(all, out var kind)
                ? [kind]
                : old.Meshes;
        if (recorded.Any(used => !Meets(used, service.Mesh)))
        {
            bag.Add(MeshStepSkipped.Found(service, recorded, places, LockModes.Command(source.FileName)));
            return recorded;
        }

        ImmutableArray<MeshKind> used = [.. recorded.Append(service.Mesh).Distinct().Order()];
        if (!used.SequenceEqual(old.Meshes))
        {
            changes.Add(
                new LockChange(
                    LockChangeKind.Changes,
                    PathOf(service.Name),
                    used is [var one]
                        ? $"{service.Name}: all nodes use mesh {Words.Of(one)}."
                        : $"{service.Name}: nodes go from mesh {Words.Of(used.First(other => other != service.Mesh))} to "
                            + $"{Words.Of(service.Mesh)}."
                )
            );
        }

        return used;
    }

    /// <summary>Reports what is no kind of mesh, or of a service that the lock file does not have.</summary>
    internal static void CheckRequests(LockSource source, LockFile old, ProjectSpec spec, SourceMap places, DiagnosticBag bag)
    {
        var running = old.Services.Keys.Where(spec.Services.ContainsKey).ToImmutableArray();
        foreach (var (service, kind) in source.Requests.Meshes)
        {
            if (!running.Contains(service))
            {
                Add(
                    $"The mesh of {Shown.Quote(service)} cannot be recorded: the lock file has no such service that stays.",
                    running.IsEmpty ? "Run up first: new nodes begin with any kind of mesh." : Suggestion.Remedy(service, running)
                );
            }
            else if (!Words.Meshes.ContainsKey(kind))
            {
                Add($"{Shown.Quote(kind)} is not a kind of mesh.", Suggestion.Remedy(kind, [.. Words.Meshes.Keys]));
            }
        }

        void Add(string message, string remedy) => bag.Error(DiagnosticCodes.MeshNotRecorded, places.At("services"), message, remedy);
    }

    /// <summary>The kinds from one to another, both included, in the order in which a service takes them.</summary>
    internal static IEnumerable<MeshKind> Path(MeshKind from, MeshKind to)
    {
        for (var at = from; at != to; at += at < to ? 1 : -1)
        {
            yield return at;
        }

        yield return to;
    }

    /// <summary>Whether nodes of these two kinds can talk to each other.</summary>
    internal static bool Meets(MeshKind one, MeshKind other) => Math.Abs(one - other) <= 1;
}
