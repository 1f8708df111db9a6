using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>An IPv6 network on a cloud where this version does not support them.</summary>
internal static class NoIpv6Here
{
    /// <param name="whose">Whose networks are listed: <c>clients'</c>.</param>
    internal static Diagnostic Of(SourceLocation where, Cidr cidr, CloudKind cloud, string whose) =>
        new(
            DiagnosticCodes.NoIpv6Here,
            Severity.Error,
            where,
            $"{cidr} is IPv6, and this version does not support IPv6 in a project's network on {Words.Of(cloud)}.",
            $"Remove it and list the {whose} IPv4 networks."
        );
}
