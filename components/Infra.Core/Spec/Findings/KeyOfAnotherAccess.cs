using Infra.Core.Diagnostics;
using Infra.Core.Spec.Access;

namespace Infra.Core.Spec.Findings;

/// <summary>A key that has no meaning with the project's way in.</summary>
internal static class KeyOfAnotherAccess
{
    /// <param name="key">The place of the key.</param>
    /// <param name="its">The way in that it is for.</param>
    /// <param name="canBe">Whether to suggest that way in.</param>
    internal static Diagnostic Of(SourceLocation key, string name, AccessMode its, AccessMode mode, bool canBe) =>
        At(
            key,
            $"'{name}' is for 'access: {Words.Of(its)}', and this project has 'access: {Words.Of(mode)}'.",
            canBe ? $"Remove the key, or write 'access: {Words.Of(its)}'." : "Remove the key."
        );

    private static Diagnostic At(SourceLocation key, string message, string remedy) =>
        new(DiagnosticCodes.KeyOfAnotherAccess, Severity.Error, key, message, remedy);
}
