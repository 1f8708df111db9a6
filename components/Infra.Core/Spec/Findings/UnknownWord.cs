using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Findings;

/// <summary>A word that is not valid where only certain words are.</summary>
internal static class UnknownWord
{
    /// <param name="what">What the word is: <c>cloud</c>.</param>
    /// <param name="offered">The words to suggest.</param>
    internal static Diagnostic Of(SourceLocation where, string word, string what, IReadOnlyCollection<string> offered) =>
        At(where, $"{Shown.Quote(word)} is not a valid {what}.", Suggestion.Remedy(word, offered));

    internal static Diagnostic Egress(SourceLocation where, string word) =>
        At(
            where,
            $"{Shown.Quote(word)} is not a valid value for 'egress'.",
            "Write 'open', or destinations by name: { mirror: { to: [203.0.113.0/24], ports: [443] } }; '{}' for none."
        );

    internal static Diagnostic OpenEgressInEce(SourceLocation where) =>
        At(where, "'egress: open' is not allowed in an 'ece' deployment.", "List the destinations, or remove the key to allow none.");

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.UnknownWord, Severity.Error, where, message, remedy);
}
