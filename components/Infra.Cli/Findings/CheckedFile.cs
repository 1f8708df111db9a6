using System.Collections.Immutable;
using Infra.Core.Diagnostics;

namespace Infra.Cli.Findings;

/// <summary>A file that was looked at, and what was found in it.</summary>
/// <param name="Name">As findings name it.</param>
internal sealed record CheckedFile(string Name, ImmutableArray<Diagnostic> Findings)
{
    /// <summary>Where it is: absolute, or from the project's directory.</summary>
    internal string Path { get; init; } = Name;

    /// <summary>Findings of a stack by the file that each is in: one entry for each file that was read.</summary>
    /// <param name="read">The files, in the order to show them; one with findings is shown in any case.</param>
    internal static ImmutableArray<CheckedFile> Split(ImmutableArray<Diagnostic> findings, params IEnumerable<string> read) =>
        [
            .. read.Concat(findings.Select(found => found.Where.File))
                .Distinct(StringComparer.Ordinal)
                .Select(name => new CheckedFile(name, [.. findings.Where(found => found.Where.File == name)])),
        ];
}
