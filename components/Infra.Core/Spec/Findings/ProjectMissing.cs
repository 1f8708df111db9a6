using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Findings;

/// <summary>A stack file without a project in the place where Pulumi reads it.</summary>
internal static class ProjectMissing
{
    internal const string Example =
        $"Describe the project under '{StackFile.ConfigKey}: {StackFile.ProjectKey}:'; docs/stack-file.md starts with a complete example "
        + "and lists every key.";

    internal static Diagnostic OutsideConfig(SourceLocation project) =>
        At(
            project,
            $"The project is outside '{StackFile.ConfigKey}:', where Pulumi does not read it.",
            $"Indent '{StackFile.ProjectKey}:' and all of its keys below '{StackFile.ConfigKey}:'."
        );

    internal static Diagnostic ConfigMisspelt(TextEntry found) =>
        At(
            found.KeyWhere,
            $"There is no project: the key '{StackFile.ConfigKey}' is missing; found {Shown.Quote(found.Key)} instead.",
            Suggestion.Remedy(found.Key, [StackFile.ConfigKey])
        );

    /// <param name="where">Where the project belongs.</param>
    internal static Diagnostic Of(SourceLocation where) =>
        At(where, $"There is no project: the key '{StackFile.ConfigKey}: {StackFile.ProjectKey}:' is missing.", Example);

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.ProjectMissing, Severity.Error, where, message, remedy);
}
