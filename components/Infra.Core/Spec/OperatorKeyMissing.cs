using Infra.Core.Diagnostics;

namespace Infra.Core.Spec;

/// <summary>That nobody could log in to the nodes: a warning in a plan, which needs no key, and an error when nodes are made.</summary>
public static class OperatorKeyMissing
{
    /// <param name="where">Where the key would be.</param>
    /// <param name="stack">Whose configuration lacks it.</param>
    public static Diagnostic Found(Severity severity, SourceLocation where, string stack) =>
        new(
            DiagnosticCodes.OperatorKeyNotSet,
            severity,
            where,
            $"{OperatorSettingsReader.Key} is not set; the plan shows a placeholder that nobody can log in with.",
            $"pulumi config set {OperatorSettingsReader.Key} \"$(cat ~/.ssh/id_ed25519.pub)\" -s {stack}"
        );
}
