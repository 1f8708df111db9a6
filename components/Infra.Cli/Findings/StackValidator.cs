using System.Collections.Immutable;
using Infra.Cli.Planning;
using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Projects;

namespace Infra.Cli.Findings;

/// <summary>All checks of stack files and lock files that need no planning: nothing is run, nothing written.</summary>
internal static class StackValidator
{
    /// <summary>Checks a stack: its file, its lock file, and whether the two match.</summary>
    /// <exception cref="FileNotFoundException">No such stack.</exception>
    internal static ImmutableArray<Diagnostic> Stack(Workspace workspace, string stack, LockMode mode)
    {
        var outcome = StackLoader.Load(workspace.Files, stack, mode);
        return outcome is { Succeeded: true, Value: { Project.LockChanges.IsEmpty: false } plan }
            ? outcome.Diagnostics.Add(LockText.WouldChange(new LoadedStack(stack, plan, []), Severity.Warning))
            : outcome.Diagnostics;
    }

    /// <summary>Checks a text that is not, or not yet, in a repository: without a lock file.</summary>
    internal static ImmutableArray<Diagnostic> Text(string text, string name) =>
        DeploymentCompiler
            .Compile(new StackSource(text, name), new LockSource(null, $"the lock file of {name}", LockMode.Extend))
            .Diagnostics;

    /// <summary>The same for a file's content.</summary>
    internal static ImmutableArray<Diagnostic> Draft(ReadOnlySpan<byte> bytes, string name)
    {
        var (text, garbled) = SourceText.Decode(bytes, name, isLock: false);
        return text is null ? [garbled!] : Text(text, name);
    }

    /// <summary>Checks a stack outside this repository.</summary>
    internal static ImmutableArray<Diagnostic> Pair(NamedFile.Pair pair, LockMode mode)
    {
        var (text, garbled) = StackFiles.TryRead(pair.StackPath, pair.ShownStack, isLock: false);
        var (@lock, garbledLock) = StackFiles.TryRead(pair.LockPath, pair.ShownLock, isLock: true);
        if (text is null || @lock is null)
        {
            return [.. new[] { garbled, garbledLock }.OfType<Diagnostic>()];
        }

        var outcome = DeploymentCompiler.Compile(new StackSource(text, pair.ShownStack), new LockSource(@lock, pair.ShownLock, mode));
        return outcome is { Succeeded: true, Value: { Project.LockChanges.IsEmpty: false } plan }
            ? outcome.Diagnostics.Add(
                LockText.WouldChange(
                    plan.Project,
                    pair.ShownStack,
                    pair.ShownLock,
                    $"Create it with 'scripts/infra lock --stack {pair.Stack}' in its own repository.",
                    Severity.Warning
                )
            )
            : outcome.Diagnostics;
    }

    /// <summary>Checks a lock file by itself: reports its errors, and that its stack file is missing.</summary>
    internal static ImmutableArray<Diagnostic> LockAlone(NamedFile.LockAlone alone)
    {
        var (stack, name) = (alone.Stack, alone.Shown);
        var folder = name[..^$"{stack}.lock.yaml".Length];
        var (text, garbled) = StackFiles.TryRead(alone.FullPath, name, isLock: true);
        return
        [
            new Diagnostic(
                DiagnosticCodes.LockWithoutStack,
                Severity.Warning,
                new SourceLocation(name, 1, 1, ""),
                $"There is no stack file {folder}Pulumi.{stack}.yaml for this lock file.",
                "Restore the stack file, or delete the lock file once nothing of the stack is running."
            ),
            .. text is null ? [garbled!] : ProjectCompiler.CheckLock(new LockSource(text, name, LockMode.Extend)),
        ];
    }
}
