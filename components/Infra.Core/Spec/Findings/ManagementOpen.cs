using Infra.Core.Addressing;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>Management or tunnel sources that allow nearly everyone, in one network or in total.</summary>
internal static class ManagementOpen
{
    internal static Diagnostic OneNetwork(SourceLocation where, Cidr wide, bool isTunnel) =>
        At(where, $"{(isTunnel ? "SSH" : "Management")} from {wide} would allow nearly everyone.");

    /// <param name="percent">With its unit.</param>
    internal static Diagnostic InTotal(SourceLocation where, string percent, bool isTunnel) =>
        At(where, $"The {(isTunnel ? "tunnel" : "management")} sources cover {percent} of the internet's addresses.");

    private static Diagnostic At(SourceLocation where, string message) =>
        new(
            DiagnosticCodes.ManagementOpen,
            Severity.Error,
            where,
            message,
            "List the networks of your gateways; nothing wider than /8 (IPv4) or /16 (IPv6) in total is accepted."
        );
}
