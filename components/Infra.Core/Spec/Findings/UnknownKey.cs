using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Findings;

/// <summary>A key that is not known, or has no effect, in its position.</summary>
internal static class UnknownKey
{
    /// <param name="place">Where the key is, with its preposition: <c>in the project</c>.</param>
    /// <param name="offered">The keys that are valid there.</param>
    internal static Diagnostic Of(TextEntry entry, TextNode.Map map, string place, IReadOnlyCollection<string> offered) =>
        At(
            entry.KeyWhere,
            $"The key {Shown.Quote(entry.Key)} is not a known key {place}.",
            Suggestion.Remedy(entry.Key, offered, map.Entries.Select(other => other.Key))
        );

    /// <param name="line">The line as it was probably meant.</param>
    internal static Diagnostic WithoutColon(SourceLocation where, string key, string what, string line) =>
        At(where, $"A colon is missing after '{key}' in {what}.", $"Write '{line}'.");

    internal static Diagnostic WithoutNamespace(TextEntry entry, string ours) =>
        At(entry.KeyWhere, $"The key {Shown.Quote(entry.Key)} is '{ours}' to Pulumi, which nothing reads.", $"Did you mean '{ours}'?");

    /// <param name="quotas">The cloud's quotas, which may be none.</param>
    internal static Diagnostic Quota(TextEntry entry, TextNode.Map map, string cloud, IReadOnlyCollection<string> quotas) =>
        At(
            entry.KeyWhere,
            $"{Shown.Quote(entry.Key)} is not a quota of the cloud '{cloud}'.",
            quotas.Count == 0
                ? "Remove it: this cloud has none."
                : Suggestion.Remedy(entry.Key, quotas, map.Entries.Select(other => other.Key))
        );

    internal static Diagnostic InOneSidedPeering(SourceLocation where, string key) =>
        At(
            where,
            $"The key '{key}' has no effect in a one-sided peering, where the other side creates its half itself.",
            "Remove it, or write 'mode: both-sides'."
        );

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.UnknownKey, Severity.Error, where, message, remedy);
}
