using System.Text.Json;
using Infra.Verify;

namespace Infra.Cli.Output;

/// <summary>The result of verify, for people and for programs.</summary>
public static class VerifyTable
{
    public static void Print(Screen screen, IReadOnlyList<CheckRow> rows)
    {
        screen.Table(
            ["", "check", "subject", "expected", "observed"],
            rows.Select(
                IReadOnlyList<Piece> (row) =>
                    [
                        row.Passed ? new Piece("ok", Tone.Good) : new Piece("FAIL", Tone.Bad),
                        row.Check,
                        row.Subject,
                        row.Expected,
                        new Piece(row.Observed, row.Passed ? Tone.Plain : Tone.Bad),
                    ]
            )
        );
        var failed = rows.Count(row => !row.Passed);
        screen.Line(
            failed == 0
                ? new Piece($"All {rows.Count} facts are as planned.", Tone.Good)
                : new Piece($"{failed} of {rows.Count} facts are not as planned.", Tone.Bad)
        );
    }

    public static string Write(IReadOnlyList<CheckRow> rows) =>
        JsonSerializer.Serialize(
            new
            {
                formatVersion = 1,
                passed = rows.All(r => r.Passed),
                rows,
            },
            Json.Indented
        );
}
