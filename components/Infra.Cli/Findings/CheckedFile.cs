using System.Collections.Immutable;
using Infra.Core.Diagnostics;

namespace Infra.Cli.Findings;

/// <summary>A file that was checked, and its findings.</summary>
/// <param name="Name">As named in findings.</param>
internal sealed record CheckedFile(string Name, ImmutableArray<Diagnostic> Findings)
{
    /// <summary>The file's path: absolute, or relative to the project's directory.</summary>
    internal string Path { get; init; } = Name;

    /// <summary>Groups a stack's findings by file: one entry for each file that was read.</summary>
    /// <param name="read">The files, in display order; any other file with findings is included as well.</param>
    internal static ImmutableArray<CheckedFile> Split(ImmutableArray<Diagnostic> findings, params IEnumerable<string> read) =>
        [
            .. read.Concat(findings.Select(found => found.Where.File))
                .Distinct(StringComparer.Ordinal)
                .Select(name => new CheckedFile(name, [.. findings.Where(found => found.Where.File == name)])),
        ];
}
