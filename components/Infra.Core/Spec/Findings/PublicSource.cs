using Infra.Core.Addressing;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A source on the internet where only private ones are admitted.</summary>
internal static class PublicSource
{
    internal static Diagnostic Refused(SourceLocation where, Cidr cidr) =>
        At(where, $"{cidr} is not private, and 'publicAccess' is false here.", "Remove it, or set 'publicAccess: true' next to this list.");

    internal static Diagnostic InPrivateExposure(SourceLocation where, Cidr cidr) =>
        At(
            where,
            $"{cidr} is not private, and with 'exposure: private' nodes have no public addresses.",
            "Remove it, or write 'exposure: public' for the project."
        );

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.PublicSource, Severity.Error, where, message, remedy);
}
