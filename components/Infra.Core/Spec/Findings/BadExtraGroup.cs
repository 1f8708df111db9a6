using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Customers;

namespace Infra.Core.Spec.Findings;

/// <summary>A group that the cloud would not put a VM into.</summary>
internal static class BadExtraGroup
{
    internal static Diagnostic Malformed(SourceLocation where, string id, ExtraGroupForm form) =>
        At(where, $"{Shown.Quote(id)} is not {form.What}.", $"Expected: {form.Example}.");

    internal static Diagnostic TooMany(SourceLocation where, int count, ExtraGroupForm form, CloudKind cloud) =>
        At(where, $"{count} groups; a VM on {Words.Of(cloud)} can have {form.Most} beside ours.", $"Keep {form.Most} at most.");

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.BadExtraGroup, Severity.Error, where, message, remedy);
}
