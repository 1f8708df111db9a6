namespace Infra.Core.Diagnostics;

/// <summary>How severe a diagnostic is: an error stops everything, a warning is only shown.</summary>
public enum Severity
{
    Error,
    Warning,
    Info,
}

/// <summary>The place of a diagnostic.</summary>
/// <param name="File">The file as the user named it, or a label such as <c>config infra:project</c>.</param>
/// <param name="Line">1-based; 0 if the error is in a command line option instead of a file.</param>
/// <param name="Column">1-based, or 0 likewise.</param>
/// <param name="Path">The path inside the file, e.g. <c>services.orders-db.allowedSources[2]</c>; empty for the whole file.</param>
public sealed record SourceLocation(string File, int Line, int Column, string Path)
{
    /// <summary>
    /// The place of a diagnostic about a whole file, or about something missing: its beginning, so that editors and reviews can show it.
    /// </summary>
    public static SourceLocation Top(string file, string path = "") => new(file, 1, 1, path);

    /// <summary>On one line, whatever the file's keys contain.</summary>
    public override string ToString() =>
        (Line, Path) switch
        {
            (0, "") => File,
            (0, _) => $"{File}: {Shown.OneLine(Path)}",
            (_, "") => $"{File}:{Line}:{Column}",
            _ => $"{File}:{Line}:{Column}: {Shown.OneLine(Path)}",
        };
}

/// <summary>One diagnostic, as data. The code is stable and documented in docs/diagnostics.md.</summary>
/// <param name="Code">E.g. <c>INF0102</c>; see <see cref="DiagnosticCodes"/>.</param>
/// <param name="Message">What is wrong, with the offending value and, for limits, the count and the limit.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Diagnostic(string Code, Severity Severity, SourceLocation Where, string Message, string Remedy)
{
    public override string ToString() =>
        $"{Where}: {(Severity == Severity.Error ? "error" : Severity == Severity.Warning ? "warning" : "info")} {Code}: {Message} {Remedy}";
}
