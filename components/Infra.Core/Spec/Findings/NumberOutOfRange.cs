using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A number, or a number of entries, outside its range.</summary>
internal static class NumberOutOfRange
{
    /// <param name="number">As written.</param>
    /// <param name="what">What is counted, with its article.</param>
    /// <param name="unit">Empty for a plain number.</param>
    /// <param name="min">Inclusive, like <paramref name="max"/>.</param>
    internal static Diagnostic Of(SourceLocation where, string number, string what, string unit, int min, int max) =>
        At(
            where,
            $"{char.ToUpperInvariant(what[0])}{what[1..]} is {$"{Shown.Short(number)} {unit}".TrimEnd()}; "
                + $"it must be {(min == max ? $"{min}" : $"{min} to {max}")}.",
            min == max ? $"Write {min}." : $"Choose a number from {min} to {max}."
        );

    internal static Diagnostic Zones(SourceLocation where, int listed, int max) =>
        At(where, $"{listed} zones are listed; at most {max} can be used.", "Name fewer.");

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.NumberOutOfRange, Severity.Error, where, message, remedy);
}
