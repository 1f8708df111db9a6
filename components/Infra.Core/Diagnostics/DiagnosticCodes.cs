namespace Infra.Core.Diagnostics;

/// <summary>Every code the product uses, each with one meaning for good; listed in docs/diagnostics.md (a test compares).</summary>
public static class DiagnosticCodes
{
}
