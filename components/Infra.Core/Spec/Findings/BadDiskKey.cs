using Infra.Core.Diagnostics;
using Infra.Core.Spec.Customers;

namespace Infra.Core.Spec.Findings;

/// <summary>A key that the cloud could not encrypt the project's disks with.</summary>
internal static class BadDiskKey
{
    internal static Diagnostic Malformed(SourceLocation where, string id, DiskKeyForm form) =>
        At(Severity.Error, where, $"{Shown.Quote(id)} is not {form.What}.", $"Expected: {form.Example}.");

    internal static Diagnostic Elsewhere(SourceLocation where, DiskKeyProblem problem) =>
        At(problem.Severity, where, problem.Message, problem.Remedy);

    private static Diagnostic At(Severity severity, SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.BadDiskKey, severity, where, message, remedy);
}
