using Infra.Core.Diagnostics;
using Infra.Engine;

namespace Infra.Cli.Output;

/// <summary>Findings as lines: location and message, then the remedy on a line of its own.</summary>
public static class DiagnosticLines
{
    public static void Print(Screen screen, IEnumerable<Diagnostic> diagnostics)
    {
        // Data loss comes first, and stands out.
        foreach (
            var found in diagnostics.OrderBy(found =>
                DiagnosticCodes.IsAboutData(found.Code)
                    ? found.Severity == Severity.Error
                        ? 0
                        : 1
                    : 2
            )
        )
        {
            var (word, tone) = found.Severity switch
            {
                Severity.Warning when DiagnosticCodes.IsAboutData(found.Code) => ("warning", Tone.Bad),
                Severity.Error => ("error", Tone.Bad),
                Severity.Warning => ("warning", Tone.Warn),
                _ => ("info", Tone.Quiet),
            };
            // A finding outside any file has no location: it concerns the command line or the machine.
            var place = found.Where.File.Length == 0 ? "" : $"{found.Where}: ";
            var lines = found.Message.ReplaceLineEndings("\n").Split('\n');
            screen.Line(
                place,
                new Piece($"{word} {found.Code}", tone),
                DiagnosticCodes.IsAboutData(found.Code) ? new Piece($": {lines[0]}", Tone.Bad) : $": {lines[0]}"
            );
            foreach (var line in lines.Skip(1))
            {
                screen.Line("    ", line);
            }

            PrintRemedy(screen, found.Remedy);
        }
    }

    /// <param name="word"><c>error</c> or <c>warning</c>.</param>
    public static void Print(Screen screen, string word, IEnumerable<EngineDiagnostic> diagnostics)
    {
        foreach (var found in diagnostics)
        {
            var lines = found.Message.ReplaceLineEndings("\n").Split('\n');
            screen.Line(new Piece($"{word} {found.Code}", word == "error" ? Tone.Bad : Tone.Warn), $": {lines[0]}");
            foreach (var line in lines.Skip(1))
            {
                screen.Line("    ", line);
            }

            PrintRemedy(screen, found.Remedy);
        }
    }

    private static void PrintRemedy(Screen screen, string remedy)
    {
        if (remedy.Length > 0)
        {
            screen.Line(new Piece($"    {remedy}", Tone.Quiet));
        }
    }
}
