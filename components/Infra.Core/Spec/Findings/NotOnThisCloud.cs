using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A key, or a value of one, that the project's cloud does not support.</summary>
internal static class NotOnThisCloud
{
    /// <param name="subject">What the key sets: <c>Tags are</c>.</param>
    internal static Diagnostic Key(SourceLocation where, string key, string subject, CloudKind cloud) =>
        At(
            where,
            $"{subject} not supported on {Words.Of(cloud)}.",
            $"Remove the key '{key}'{(ProjectKeys.CloudsWith(key) is { Length: > 0 } clouds ? $"; it is for {clouds}" : "")}."
        );

    /// <param name="reason">Why the cloud does not have it.</param>
    internal static Diagnostic Value(SourceLocation where, string reason, string remedy) => At(where, reason, remedy);

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.NotOnThisCloud, Severity.Error, where, message, remedy);
}
