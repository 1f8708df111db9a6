using Infra.Core.Diagnostics;

namespace Infra.Core.Tests;

/// <summary>The codes, read from the class that declares them.</summary>
internal static class AllCodes
{
    internal static IReadOnlyList<string> All { get; } =
    [.. typeof(DiagnosticCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>Codes of a range, inclusive.</summary>
    internal static IEnumerable<string> From(string first, string last) =>
        All.Where(code => string.CompareOrdinal(code, first) >= 0 && string.CompareOrdinal(code, last) <= 0);
}
