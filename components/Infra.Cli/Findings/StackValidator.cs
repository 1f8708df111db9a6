using System.Collections.Immutable;
using Infra.Cli.Planning;
using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Core.Diagnostics;
using Infra.Stacks;

namespace Infra.Cli.Findings;

/// <summary>Everything that can be said of stack files and lock files without planning: nothing is run, nothing written.</summary>
internal static class StackValidator
{
    /// <summary>Of a stack: its file, its lock file, and whether the two fit.</summary>
    /// <exception cref="FileNotFoundException">No such stack.</exception>
    internal static ImmutableArray<Diagnostic> Stack(Workspace workspace, string stack, LockMode mode)
    {
        var outcome = StackLoader.Load(workspace.Files, stack, mode);
        return outcome is { Succeeded: true, Value: { LockChanges.IsEmpty: false } plan }
            ? outcome.Diagnostics.Add(LockText.WouldChange(new LoadedStack(stack, plan, []), Severity.Warning))
            : outcome.Diagnostics;
    }

    /// <summary>Of a text that is in no repository, or not yet: without a lock file.</summary>
    internal static ImmutableArray<Diagnostic> Text(string text, string name) =>
        StackLoader.Load(new StackSource(text, name), new LockSource(null, $"the lock file of {name}", LockMode.Extend)).Diagnostics;

    /// <summary>Lock files whose stack is gone.</summary>
    internal static ImmutableArray<Diagnostic> LocksWithoutStack(Workspace workspace) =>
        [
            .. workspace.Files.LocksWithoutStack.Select(stack => new Diagnostic(
                DiagnosticCodes.LockWithoutStack,
                Severity.Warning,
                new SourceLocation($"stacks/{stack}.lock.yaml", 1, 1, ""),
                $"There is no stack file stacks/Pulumi.{stack}.yaml for this lock file.",
                "Restore the stack file, or delete the lock file once nothing of the stack runs any more."
            )),
        ];
}
