using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A tag's key that is in use by the program, by the cloud or by another tag.</summary>
internal static class TagTaken
{
    private const string Another = "Choose another key.";

    internal static Diagnostic Ours(SourceLocation where, string tag) => At(where, $"The program itself sets the tag '{tag}'.", Another);

    internal static Diagnostic Reserved(SourceLocation where, string prefix, CloudKind cloud) =>
        At(where, $"Keys that start with '{prefix}' are reserved by {Words.Of(cloud)}.", Another);

    internal static Diagnostic SameButCase(SourceLocation where, string key, string other, CloudKind cloud) =>
        At(where, $"{Words.Opening(cloud)} treats {Shown.Quote(key)} and {Shown.Quote(other)} as the same key.", "Keep one of the two.");

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.TagTaken, Severity.Error, where, message, remedy);
}
