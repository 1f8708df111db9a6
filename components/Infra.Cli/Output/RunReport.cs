using Infra.Engine.Results;

namespace Infra.Cli.Output;

/// <summary>How a run ended.</summary>
public static class RunReport
{
    /// <returns>The exit code.</returns>
    public static int Print(Screen screen, Screen messages, RunResult result)
    {
        DiagnosticLines.Print(messages, "warning", result.Warnings);
        foreach (var failure in result.Failures)
        {
            messages.Line(new Piece($"{failure.Name} ({failure.Type}) failed:", Tone.Bad));
            DiagnosticLines.Print(messages, "error", [failure.Error]);
        }

        foreach (var skipped in result.Skipped)
        {
            messages.Line(new Piece($"{skipped.Name} was not touched: {skipped.Reason}", Tone.Warn));
        }

        foreach (var leftover in result.Leftovers)
        {
            messages.Line(new Piece($"still there: {leftover}", Tone.Warn));
        }

        if (!result.Succeeded)
        {
            messages.Line(
                new Piece(
                    $"Not finished after {result.Elapsed.TotalSeconds:0} s: {result.Counts}. The same command continues from here.",
                    Tone.Bad
                )
            );
            return ExitCode.Failure;
        }

        screen.Line(
            result.Counts.Changes == 0
                ? new Piece($"Nothing changed: {result.Counts} ({result.Elapsed.TotalSeconds:0.0} s).", Tone.Good)
                : new Piece($"Done in {result.Elapsed.TotalSeconds:0.0} s: {Past(result.Counts)}.", Tone.Good)
        );
        return ExitCode.Ok;
    }

    private static string Past(PlanCounts counts) =>
        string.Join(
            ", ",
            new[]
            {
                (counts.Create, "created"),
                (counts.Update, "updated"),
                (counts.Replace, "replaced"),
                (counts.Delete, "deleted"),
                (counts.Same, "unchanged"),
            }
                .Where(c => c.Item1 > 0)
                .Select(c => $"{c.Item1} {c.Item2}")
        );
}
