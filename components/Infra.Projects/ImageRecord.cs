using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Projects;

/// <summary>Records in the lock file which image each VM was created from, once the VMs exist.</summary>
internal static class ImageRecord
{
    // Another run may write in between.
    private const int MostTries = 3;

    /// <param name="images">Node key to the image of its running VM.</param>
    internal static void Keep(StackContext context, string stack, ProjectPlan plan, ImmutableDictionary<string, string> images)
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

        try
        {
            Write(context, stack, fresh);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Everything is up: the next run records it.
            Log.Warn($"The images of running nodes could not be recorded in the lock file: {e.Message}");
        }
    }

    private static void Write(StackContext context, string stack, ImmutableSortedDictionary<string, string> images)
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
