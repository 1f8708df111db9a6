using Infra.Core.Diagnostics;

namespace Infra.Core.Spec;

/// <summary>Reports that nobody could log in: a warning in a plan, which needs no key, and an error when nodes are created.</summary>
public static class OperatorKeyMissing
{
    /// <param name="where">The place where the key belongs.</param>
    /// <param name="stack">The stack whose configuration lacks it.</param>
    public static Diagnostic Found(Severity severity, SourceLocation where, string stack) =>
        new(
            DiagnosticCodes.OperatorKeyNotSet,
            severity,
            where,
            $"{OperatorSettingsReader.Key} is not set; the plan shows a placeholder that nobody can log in with.",
            $"pulumi config set {OperatorSettingsReader.Key} \"$(cat ~/.ssh/id_ed25519.pub)\" -s {stack}"
        );
}
