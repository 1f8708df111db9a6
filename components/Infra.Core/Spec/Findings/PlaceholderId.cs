using System.Collections.Immutable;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>An ID from an example where the project's own belongs, of its account or of the identity it is deployed under.</summary>
internal static class PlaceholderId
{
    // In our documentation and examples, and in the clouds'.
    private static readonly ImmutableHashSet<string> Known = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "000000000000",
        "111111111111",
        "111122223333",
        "123456789012",
        "444455556666",
        "999999999999",
        "00000000-0000-0000-0000-000000000000",
        "00000000-0000-4000-8000-000000000000",
        "11111111-1111-1111-1111-111111111111",
        "11111111-1111-4111-8111-111111111111",
        "12345678-1234-1234-1234-123456789012",
        "12345678-1234-1234-1234-123456789abc",
        "22222222-2222-4222-8222-222222222222",
        "my-project",
        "my-project-id",
        "project-id",
        "your-project",
        "your-project-id"
    );

    internal static bool Is(string id) => Known.Contains(id);

    /// <param name="what">What it is the ID of, with an article: <c>an AWS account</c>.</param>
    internal static Diagnostic OfAccount(SourceLocation where, string id, string what) =>
        At(where, $"'{id}' is a placeholder: credentials for any real account are refused.", $"Write the ID of {what} that you own.");

    internal static Diagnostic OfRunAs(SourceLocation where, string id) =>
        At(
            where,
            $"'{id}' is a placeholder: there is no such identity to run as.",
            "Write the identity that the account's owner gave you."
        );

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.AccountIsPlaceholder, Severity.Warning, where, message, remedy);
}
