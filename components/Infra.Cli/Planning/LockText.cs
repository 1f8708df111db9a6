using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Topology;

namespace Infra.Cli.Planning;

/// <summary>Prints the changes to a lock file: those that lose data first and separately, then the rest.</summary>
internal static class LockText
{
    /// <summary>A line for each change that loses data.</summary>
    internal static void PrintLoss(Screen messages, IEnumerable<LockChange> changes)
    {
        foreach (var change in changes.Where(change => change.LosesData))
        {
            messages.Line(new Piece($"- {change}", Tone.Bad));
        }
    }

    internal static void PrintPending(Screen screen, LoadedStack loaded)
    {
        if (loaded.Plan.LockChanges.IsEmpty)
        {
            return;
        }

        screen.Line();
        var added = loaded.Plan.LockChanges.Count(change => change.Kind == LockChangeKind.Adds);
        screen.Line(
            added == loaded.Plan.LockChanges.Length
                ? $"The lock file lacks {Entries(added)}; `scripts/infra lock --stack {loaded.Name}` (or {Up(loaded)}) "
                    + $"adds {(added == 1 ? "it" : "them")}:"
                : $"The lock file changes; `scripts/infra lock --stack {loaded.Name}` (or {Up(loaded)}) writes it:"
        );
        Print(screen, loaded);
    }

    internal static void PrintWritten(Screen screen, LoadedStack loaded)
    {
        if (!loaded.Plan.LockChanges.IsEmpty)
        {
            screen.Line($"stacks/{loaded.Name}.lock.yaml gets {Entries(loaded.Plan.LockChanges.Length)}; review and commit it:");
            Print(screen, loaded);
        }
    }

    internal static void PrintWouldBe(Screen screen, LoadedStack loaded)
    {
        screen.Line($"stacks/{loaded.Name}.lock.yaml would get {Entries(loaded.Plan.LockChanges.Length)}:");
        Print(screen, loaded);
    }

    /// <summary>The error of a check that fails.</summary>
    internal static StackErrorsException WouldChange(LoadedStack loaded) => new([WouldChange(loaded, Severity.Error)]);

    /// <summary>The lock file does not match the stack file.</summary>
    internal static Diagnostic WouldChange(LoadedStack loaded, Severity severity) =>
        WouldChange(
            loaded.Plan,
            $"stacks/Pulumi.{loaded.Name}.yaml",
            $"stacks/{loaded.Name}.lock.yaml",
            $"Run 'scripts/infra lock --stack {loaded.Name}', then review and commit the file.",
            severity
        );

    /// <summary>The same for files with other names.</summary>
    internal static Diagnostic WouldChange(ProjectPlan plan, string stackFile, string lockFile, string remedy, Severity severity) =>
        new(
            DiagnosticCodes.LockWouldChange,
            severity,
            // A missing file has no lines to point at.
            new SourceLocation(plan.LockBefore is null ? stackFile : lockFile, 1, 1, ""),
            plan.LockBefore is null
                ? $"The lock file {lockFile} does not exist yet."
                : $"The lock file would get {Entries(plan.LockChanges.Length)}.",
            remedy
        );

    private static string Up(LoadedStack loaded) => loaded.Plan.Spec.Cloud.IsThisMachine() ? "up" : "pulumi up";

    private static string Entries(int count) => count == 1 ? "1 entry" : $"{count} entries";

    private static void Print(Screen screen, LoadedStack loaded)
    {
        foreach (var change in loaded.Plan.LockChanges)
        {
            var (mark, tone) = change.Kind switch
            {
                LockChangeKind.Empties or LockChangeKind.Removes => ("-", Tone.Bad),
                LockChangeKind.Frees => ("-", Tone.Warn),
                LockChangeKind.Changes => ("~", Tone.Warn),
                _ => ("+", Tone.Good),
            };
            screen.Line(new Piece($"  {mark} ", tone), change.LosesData ? new Piece(change.Sentence, Tone.Bad) : change.Sentence);
        }
    }
}
