using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A required key, one that another key requires, or a volume that its service type requires, is missing.</summary>
internal static class MissingKey
{
    /// <param name="example">A line that would be valid here.</param>
    internal static Diagnostic Of(SourceLocation mapping, string key, string example) =>
        At(mapping, $"The key '{key}' is missing.", example);

    internal static Diagnostic Volume(SourceLocation volumes, string volume, string type) =>
        At(volumes, $"The volume '{volume}' is missing: {type} stores its data there.", $"{volume}: 10");

    internal static Diagnostic OfRunAs(SourceLocation project, string account, string example) =>
        At(project, $"The key '{account}' is missing: an identity can have rights in several accounts.", example);

    private static Diagnostic At(SourceLocation where, string message, string example) =>
        new(DiagnosticCodes.MissingKey, Severity.Error, where, message, $"Add it, e.g. '{example}'.");
}
