using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Diagnostics;
using Infra.Projects;

namespace Infra.Cli.Stacks;

/// <summary>What there is to say of a stack in a list. Of one whose files have errors, only that.</summary>
/// <param name="Project">The project's name; like all that follows null where the stack file or the lock file has errors.</param>
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
        // Not as CI has it: a list says what is there, and is no judge of it.
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

/// <param name="Plan">The size, as the stack file names it.</param>
/// <param name="Nodes">How many the stack file asks for.</param>
internal sealed record ServiceEntry(string Name, string Type, string Plan, int Nodes);

/// <param name="Changes">How many entries <c>infra lock</c> would write.</param>
internal sealed record LockEntry(string File, LockState State, int Changes);

internal enum LockState
{
    /// <summary>It holds all that the stack file asks for.</summary>
    Complete,

    /// <summary><c>infra lock</c> would write something.</summary>
    Incomplete,

    /// <summary>Nothing was allocated yet.</summary>
    None,

    /// <summary>Version control has one that is not here.</summary>
    Lost,

    /// <summary>One of the two files has errors.</summary>
    Unknown,
}
