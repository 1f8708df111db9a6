using Infra.Core.Addressing;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>The project's network, or a subnet of an existing one, is IPv6.</summary>
internal static class Ipv4Required
{
    internal static Diagnostic Project(SourceLocation where, Cidr cidr) =>
        At(where, cidr, "Write a private IPv4 network, e.g. 10.42.0.0/20.");

    internal static Diagnostic Subnet(SourceLocation where, Cidr cidr) => At(where, cidr, "Write the subnet's IPv4 network.");

    private static Diagnostic At(SourceLocation where, Cidr cidr, string remedy) =>
        new(DiagnosticCodes.Ipv4Required, Severity.Error, where, $"{cidr} is IPv6, but nodes have IPv4 addresses.", remedy);
}
