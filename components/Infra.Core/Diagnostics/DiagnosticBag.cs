using System.Collections.Immutable;

namespace Infra.Core.Diagnostics;

/// <summary>Collects diagnostics while a stage runs, so that all of them are reported and not only the first.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _found = [];

    public bool HasErrors => _found.Exists(d => d.Severity == Severity.Error);

    public int Count => _found.Count;

    public void Error(string code, SourceLocation where, string message, string remedy) =>
        _found.Add(new Diagnostic(code, Severity.Error, where, message, remedy));

    public void Warn(string code, SourceLocation where, string message, string remedy) =>
        _found.Add(new Diagnostic(code, Severity.Warning, where, message, remedy));

    public void Add(Diagnostic diagnostic) => _found.Add(diagnostic);

    public void Add(IEnumerable<Diagnostic> diagnostics) => _found.AddRange(diagnostics);

    public void Add(DiagnosticBag other) => _found.AddRange(other._found);

    /// <summary>All diagnostics in the order of the text: by file, line, column, then code.</summary>
    public ImmutableArray<Diagnostic> Sorted() =>
        [
            .. _found
                .Distinct()
                .OrderBy(d => d.Where.File, StringComparer.Ordinal)
                .ThenBy(d => d.Where.Line)
                .ThenBy(d => d.Where.Column)
                .ThenBy(d => d.Where.Path, StringComparer.Ordinal)
                .ThenBy(d => d.Code, StringComparer.Ordinal)
                .ThenBy(d => d.Message, StringComparer.Ordinal),
        ];
}
