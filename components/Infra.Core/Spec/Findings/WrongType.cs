using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Findings;

/// <summary>A value of another type than its key has.</summary>
/// <param name="Name">What was expected, with its article.</param>
/// <param name="Remedy">How that is written.</param>
internal sealed record WrongType(string Name, string Remedy)
{
    internal static readonly WrongType Mapping = new("a mapping", "Write 'key: value' lines, indented below it.");
    internal static readonly WrongType List = new("a list", "Write it in brackets: [first, second].");
    internal static readonly WrongType Boolean = new("true or false", "Write 'true' or 'false', without quotes.");

    internal static WrongType Single(string name) => new(name, "Write a single value.");

    internal static WrongType Text(string found) => new("text", $"Put it in quotes if it is intended: \"{found}\".");

    /// <param name="unit">What is counted; empty for a plain number.</param>
    internal static WrongType Number(string unit) =>
        new($"a whole number{(unit.Length > 0 ? $" of {unit}" : "")}", "Write only decimal digits, without quotes or a unit.");

    /// <param name="found">The value in the file.</param>
    /// <param name="what">What the value is, with its article.</param>
    internal Diagnostic At(TextNode found, string what) =>
        new(DiagnosticCodes.WrongType, Severity.Error, found.Where, $"Expected {Name} for {what}, found {found.Kind}.", Remedy);
}
