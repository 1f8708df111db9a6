using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A service account that another cloud project owns.</summary>
internal static class RunAsOfOtherProject
{
    internal static Diagnostic Of(SourceLocation where, string owner, string project) =>
        new(
            DiagnosticCodes.RunAsOfOtherProject,
            Severity.Warning,
            where,
            $"The service account belongs to the project '{owner}'; everything is created in '{project}'.",
            $"If that is a typo, use a service account of '{project}'. Otherwise grant it the stack's permissions there."
        );
}
