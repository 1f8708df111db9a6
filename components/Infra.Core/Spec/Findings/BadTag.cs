using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A tag's key or value that the cloud does not accept.</summary>
internal static class BadTag
{
    internal static Diagnostic Key(SourceLocation where, string key, CloudKind cloud, TagRules rules) =>
        At(
            where,
            $"{Shown.Quote(key)} is not a valid tag key",
            cloud,
            $"1 to {rules.LongestKey}",
            $"{rules.Alphabet}; no leading or trailing space"
        );

    internal static Diagnostic Value(SourceLocation where, string value, CloudKind cloud, TagRules rules) =>
        At(where, $"{Shown.Quote(value)} is not a valid tag value", cloud, $"at most {rules.LongestValue}", rules.Alphabet);

    private static Diagnostic At(SourceLocation where, string what, CloudKind cloud, string length, string alphabet) =>
        new(DiagnosticCodes.BadTag, Severity.Error, where, $"{what} on {Words.Of(cloud)}.", $"Use {length} characters: {alphabet}.");
}
