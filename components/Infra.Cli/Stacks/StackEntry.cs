using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Diagnostics;
using Infra.Projects;

namespace Infra.Cli.Stacks;

/// <summary>A stack's entry in a list. For one whose files have errors, only that fact.</summary>
/// <param name="Project">The project's name; like all that follows, null if the stack file or the lock file has errors.</param>
/// <param name="Errors">Of both files.</param>
internal sealed record StackEntry(
    string Stack,
    string File,
    string? Project,
    string? Cloud,
    string? Region,
    ImmutableArray<ServiceEntry>? Services,
    int? Nodes,
    LockEntry Lock,
    int Errors,
    int Warnings
)
{
    internal static StackEntry Of(Workspace here, string stack)
    {
        // Not in CI's mode: a list shows what exists and does not judge it.
        var outcome = StackLoader.Load(here.Files, stack, LockMode.Extend);
        var plan = outcome.Succeeded ? outcome.Value?.Project : null;
        var errors = outcome.Diagnostics.Count(found => found.Severity == Severity.Error);
        return new StackEntry(
            stack,
            $"stacks/Pulumi.{stack}.yaml",
            plan?.Spec.Name,
            plan?.Spec.Cloud.ToString().ToLowerInvariant(),
            plan?.Spec.Region,
            plan is null ? null : [.. plan.Spec.Services.Values.Select(one => new ServiceEntry(one.Name, one.Type, one.Plan, one.Nodes))],
            plan?.Topology.Nodes.Length,
            LockOf(here, stack, plan, outcome.Diagnostics),
            errors,
            outcome.Diagnostics.Length - errors
        );
    }

    private static LockEntry LockOf(Workspace here, string stack, ProjectPlan? plan, ImmutableArray<Diagnostic> found)
    {
        var state =
            found.Any(one => one.Code == DiagnosticCodes.LockMissing) ? LockState.Lost
            : !here.Files.HasLock(stack) ? LockState.None
            : plan is null ? LockState.Unknown
            : plan.LockChanges.IsEmpty ? LockState.Complete
            : LockState.Incomplete;
        return new LockEntry($"stacks/{stack}.lock.yaml", state, plan?.LockChanges.Length ?? 0);
    }
}

/// <param name="Plan">The size, as named in the stack file.</param>
/// <param name="Nodes">The number requested in the stack file.</param>
internal sealed record ServiceEntry(string Name, string Type, string Plan, int Nodes);

/// <param name="Changes">How many entries <c>infra lock</c> would write.</param>
internal sealed record LockEntry(string File, LockState State, int Changes);

internal enum LockState
{
    /// <summary>It contains everything the stack file requires.</summary>
    Complete,

    /// <summary><c>infra lock</c> would write something.</summary>
    Incomplete,

    /// <summary>Nothing has been allocated yet.</summary>
    None,

    /// <summary>Version control has one that is missing here.</summary>
    Lost,

    /// <summary>One of the two files has errors.</summary>
    Unknown,
}
