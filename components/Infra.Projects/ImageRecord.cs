using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Projects;

/// <summary>
/// Records in the lock file which image each VM was created from: noted while the run evaluates its outputs, and written when it has
/// ended, so that no output's evaluation writes a file.
/// </summary>
internal sealed class ImageRecord(StackContext context, string stack, ProjectPlan plan)
{
    // Another run may write in between.
    private const int MostTries = 3;

    private ImmutableSortedDictionary<string, string> _fresh = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Notes the images that the lock file lacks; a preview's are not those of VMs, and CI says how to record them.</summary>
    /// <param name="images">Node key to the image of its running VM.</param>
    internal void Note(ImmutableDictionary<string, string> images)
    {
        var fresh = plan
            .Topology.Nodes.Where(node => images.TryGetValue(node.Key, out var image) && image != node.Image && RecordedImages.CanBe(image))
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

        _fresh = fresh;
    }

    /// <summary>Writes what was noted, also when the run failed after that.</summary>
    /// <param name="errors">Where a failure is reported: the engine has gone by then.</param>
    internal void Write(TextWriter errors)
    {
        if (_fresh.IsEmpty)
            return;
        try
        {
            Write(_fresh);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Everything is up: the next run records it.
            errors.WriteLine($"The images of running nodes could not be recorded in the lock file: {e.Message}");
        }
    }

    private void Write(ImmutableSortedDictionary<string, string> images)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = StackLoader.Load(context.Files, stack, LockMode.Extend, requests: LockRequests.None with { Images = images });
            // Any other change was edited while this ran, and is for the next run to report.
            if (
                outcome.Value?.Project is not { } now
                || now.LockChanges.IsEmpty
                || now.LockChanges.Any(change => !change.Path.EndsWith(".image", StringComparison.Ordinal))
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
}
