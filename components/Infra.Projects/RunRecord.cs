using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Projects;

/// <summary>
/// Records in the lock file what only a run can tell: which image each VM was created from, and that a service's nodes have all changed to
/// another kind of mesh. Noted while the run evaluates its outputs, and written when it has ended, so that no output's evaluation writes a
/// file.
/// </summary>
internal sealed class RunRecord(StackContext context, string stack, ProjectPlan plan)
{
    // Another run may write in between.
    private const int MostTries = 3;

    private readonly Lock _gate = new();
    private LockRequests _fresh = LockRequests.None;

    /// <summary>Notes the images that the lock file lacks; a preview's are not those of VMs, and CI says how to record them.</summary>
    /// <param name="images">Node key to the image of its running VM.</param>
    internal void NoteImages(ImmutableDictionary<string, string> images)
    {
        var fresh = plan
            .Topology.Machines.Where(node =>
                images.TryGetValue(node.Key, out var image) && image != node.Image && RecordedImages.CanBe(image)
            )
            .ToImmutableSortedDictionary(node => node.Key, node => images[node.Key], StringComparer.Ordinal);
        if (fresh.IsEmpty || Deployment.Instance.IsDryRun)
            return;
        if (context.LockMode == LockMode.Frozen)
        {
            Log.Warn(
                $"The lock file does not record which image {string.Join(", ", fresh.Keys)} run from, and CI does not "
                    + "write it: until it is recorded, each run looks up the newest one. "
                    + $"Record it: `pulumi stack output -s {stack} --json > outputs.json`, then `scripts/infra lock "
                    + $"--stack {stack} --outputs outputs.json`; review and commit the file."
            );
            return;
        }

        Note(noted => noted with { Images = fresh });
    }

    /// <summary>Notes that a run has reached all nodes of a service: they use the plan's kind of mesh, and no other.</summary>
    internal void NoteReached(string service)
    {
        if (!plan.Topology.SwitchingMeshes.Contains(service) || Deployment.Instance.IsDryRun)
            return;
        var mesh = Words.Of(plan.Spec.Services[service].Mesh);
        if (context.LockMode == LockMode.Frozen)
        {
            Log.Warn(
                $"All nodes of {service} use mesh {mesh} now. The lock file does not record it, and CI does not write it: until "
                    + $"it is recorded, no further step is accepted. Record it: `scripts/infra lock --stack {stack} "
                    + $"--mesh {service}={mesh}`; review and commit the file."
            );
            return;
        }

        Note(noted => noted with { Meshes = noted.Meshes.SetItem(service, mesh) });
    }

    /// <summary>Writes what was noted, also when the run failed after that.</summary>
    /// <param name="errors">Where a failure is reported: the engine has gone by then.</param>
    internal void Write(TextWriter errors)
    {
        LockRequests fresh;
        lock (_gate)
            fresh = _fresh;
        if (fresh.Images.IsEmpty && fresh.Meshes.IsEmpty)
            return;
        try
        {
            Write(fresh);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Everything is up: the next run records it.
            errors.WriteLine($"What this run did could not be recorded in the lock file (images, kinds of mesh): {e.Message}");
        }
    }

    // Outputs are evaluated in parallel.
    private void Note(Func<LockRequests, LockRequests> add)
    {
        lock (_gate)
            _fresh = add(_fresh);
    }

    private void Write(LockRequests fresh)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = StackLoader.Load(context.Files, stack, LockMode.Extend, requests: fresh);
            if (outcome.Diagnostics.FirstOrDefault(found => found.Severity == Severity.Error) is { } fault)
                throw new IOException($"{fault}");
            // Any other change was edited while this ran, and is for the next run to report.
            if (
                outcome.Value?.Project is not { } now
                || now.LockChanges.IsEmpty
                || now.LockChanges.Any(change => !IsOf(fresh, change))
                || fresh.Meshes.Any(mesh =>
                    now.Spec.Services.GetValueOrDefault(mesh.Key)?.Mesh is not { } kind || Words.Of(kind) != mesh.Value
                )
            )
                return;
            try
            {
                context.Files.WriteLock(stack, now);
                return;
            }
            catch (LockChangedException) when (attempt < MostTries) { }
        }
    }

    private static bool IsOf(LockRequests fresh, LockChange change) =>
        change.Path.EndsWith(".image", StringComparison.Ordinal)
        || fresh.Meshes.Keys.Any(service => change.Path == MeshSwitch.PathOf(service));
}
