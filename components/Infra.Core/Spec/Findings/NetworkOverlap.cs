using Infra.Core.Addressing;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A source or a destination that is in the project's own network.</summary>
internal static class NetworkOverlap
{
    internal static Diagnostic Management(SourceLocation where, Cidr cidr, Cidr project) =>
        At(where, $"{cidr} overlaps the project's own network {project}.", "Operators connect from outside: list the gateways' networks.");

    internal static Diagnostic Client(SourceLocation where, Cidr cidr, Cidr project) =>
        At(where, $"{cidr} is inside the project's own network {project}, which contains only nodes.", "List the clients' networks.");

    internal static Diagnostic Destination(SourceLocation where, Cidr cidr, Cidr project) =>
        At(
            where,
            $"{cidr} overlaps the project's own network {project}.",
            "List the destination's own networks, or write 'internet' for everything that is not private."
        );

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.NetworkOverlap, Severity.Error, where, message, remedy);
}
