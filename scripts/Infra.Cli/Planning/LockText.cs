using Infra.Cli.Output;
using Infra.Cli.Stacks;

namespace Infra.Cli.Planning;

/// <summary>Says what a lock file lacks.</summary>
internal static class LockText
{
    internal static void PrintPending(Screen screen, LoadedStack loaded)
    {
        if (loaded.Plan.LockChanges.IsEmpty)
        {
            return;
        }

        screen.Line();
        screen.Line($"The lock file lacks {loaded.Plan.LockChanges.Length} entries; `infra lock --stack {loaded.Name}` (or up) adds them:");
        Print(screen, loaded);
    }

    internal static void PrintWritten(Screen screen, LoadedStack loaded)
    {
        if (!loaded.Plan.LockChanges.IsEmpty)
        {
            screen.Line($"stacks/{loaded.Name}.lock.yaml gets {loaded.Plan.LockChanges.Length} entries; review and commit it:");
            Print(screen, loaded);
        }
    }

    private static void Print(Screen screen, LoadedStack loaded)
    {
        foreach (var change in loaded.Plan.LockChanges)
        {
            screen.Line(new Piece("  + ", Tone.Good), change.Sentence);
        }
    }
}
