using Infra.Core.Diagnostics;

namespace Infra.Core.Topology;

/// <summary>A lock file that lacks something and may not be changed here.</summary>
internal static class LockNotUpToDate
{
    internal static Diagnostic Missing(string fileName) =>
        At(
            SourceLocation.Top(fileName),
            "There is no lock file.",
            $"If the project was ever applied, restore it: 'git checkout -- {fileName}', or an older one "
                + $"that 'git log -- {fileName}' shows. For a new project: run {Update(fileName)}"
        );

    internal static Diagnostic Behind(SourceLocation where, string fileName, LockChange change) =>
        At(where, $"Not in the lock file yet: {change.Sentence}", $"Run {Update(fileName)}");

    private static string Update(string fileName) => $"'{LockModes.Command(fileName)}', review the file and commit it.";

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.LockNotUpToDate, Severity.Error, where, message, remedy);
}
