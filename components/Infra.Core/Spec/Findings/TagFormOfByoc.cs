using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A tag that a project in the customer's account does not take: the same form holds on every cloud.</summary>
internal static class TagFormOfByoc
{
    internal static Diagnostic Key(SourceLocation where, string key) =>
        At(where, $"{Shown.Quote(key)} is not a valid tag in a customer's account.", "starting with a letter and not ending with a dash");

    internal static Diagnostic Value(SourceLocation where, string value) =>
        At(where, $"{Shown.Quote(value)} is not a valid value of a tag in a customer's account.", "or nothing");

    private static Diagnostic At(SourceLocation where, string message, string further) =>
        new(DiagnosticCodes.TagFormOfByoc, Severity.Error, where, message, $"Use lower-case letters, digits and dashes, {further}.");
}
