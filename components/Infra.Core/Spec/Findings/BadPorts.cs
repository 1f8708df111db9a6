using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>Not a port range, or one that ends before it starts.</summary>
internal static class BadPorts
{
    internal static Diagnostic NotARange(SourceLocation where, string text, int first, int last) =>
        At(where, $"{Shown.Quote(text)} is not a port range.", $"Write the first and the last port, {first} to {last}: 9092-9094.");

    internal static Diagnostic Reversed(SourceLocation where, string text, int first, int last) =>
        At(where, $"The range {text} ends before it starts.", $"Write {last}-{first}.");

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.BadPorts, Severity.Error, where, message, remedy);
}
