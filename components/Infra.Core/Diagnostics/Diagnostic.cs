namespace Infra.Core.Diagnostics;

/// <summary>How much a finding matters: an error stops everything, a warning is shown and does not.</summary>
public enum Severity
{
    Error,
    Warning,
    Info,
}

/// <summary>Where a finding is.</summary>
/// <param name="File">The file as the user named it, or a label such as <c>config infra:project</c>.</param>
/// <param name="Line">1-based; 0 where it is no file that has the fault, but an option of the command line.</param>
/// <param name="Column">1-based, or 0 likewise.</param>
/// <param name="Path">The path inside the file, e.g. <c>services.orders-db.allowedSources[2]</c>; empty for the whole.</param>
public sealed record SourceLocation(string File, int Line, int Column, string Path)
{
    /// <summary>
    /// Where a finding about a whole file is, or about what should be in it: at its beginning, so that editors and reviews can show it.
    /// </summary>
    public static SourceLocation Top(string file, string path = "") => new(file, 1, 1, path);

    /// <summary>On one line, whatever keys a file holds.</summary>
    public override string ToString() =>
        (Line, Path) switch
        {
            (0, "") => File,
            (0, _) => $"{File}: {Shown.OneLine(Path)}",
            (_, "") => $"{File}:{Line}:{Column}",
            _ => $"{File}:{Line}:{Column}: {Shown.OneLine(Path)}",
        };
}

/// <summary>One finding, as data. The code is stable and documented in docs/diagnostics.md.</summary>
/// <param name="Code">E.g. <c>INF0102</c>; see <see cref="DiagnosticCodes"/>.</param>
/// <param name="Message">What is wrong, with the offending value and, for limits, the count and the limit.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Diagnostic(string Code, Severity Severity, SourceLocation Where, string Message, string Remedy)
{
    public override string ToString() =>
        $"{Where}: {(Severity == Severity.Error ? "error" : Severity == Severity.Warning ? "warning" : "info")} {Code}: {Message} {Remedy}";
}
