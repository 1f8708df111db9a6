using Infra.Core.Addressing;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Byoc;

namespace Infra.Core.Spec.Findings;

/// <summary>Keys and values that contradict the project's deployment.</summary>
internal static class NotInThisDeployment
{
    internal static Diagnostic Exposure(SourceLocation key, DeploymentModel deployment) =>
        Error(
            DiagnosticCodes.ExposureWithoutByoc,
            key,
            $"'{ExposureReader.Key}' is for 'deployment: byoc', and this project has 'deployment: {Words.Of(deployment)}'.",
            "Remove the key; 'publicAccess' of each service decides about public addresses."
        );

    internal static Diagnostic WayIn(SourceLocation where, AccessMode mode) =>
        AnotherWay(where, $"'access: {Words.Of(mode)}'", "Write 'access: bastion', or 'exposure: public' if nodes may be public.");

    internal static Diagnostic Tunnel(SourceLocation key) =>
        AnotherWay(key, "a tunnel ('tunnelSources')", "Remove the key: nodes admit SSH from the bastions.");

    /// <param name="reason">Why nodes cannot have public addresses here.</param>
    internal static Diagnostic PublicExposure(SourceLocation key, string reason) =>
        Error(
            DiagnosticCodes.PublicExposureImpossible,
            key,
            $"{reason} Without public addresses there is no public exposure.",
            "Write 'exposure: private', or remove 'network' to give the project its own."
        );

    internal static Diagnostic TightNetwork(SourceLocation where, Cidr cidr) =>
        new(
            DiagnosticCodes.TightNetwork,
            Severity.Warning,
            where,
            $"{cidr} has room for five nodes in each zone, and never changes: replacing nodes or adding services may run out of addresses.",
            $"If nothing has been created yet, choose a wider one, e.g. {Cidr.Containing(cidr.Network, 20)}."
        );

    private static Diagnostic AnotherWay(SourceLocation where, string way, string remedy) =>
        Error(
            DiagnosticCodes.WayIntoPrivate,
            where,
            $"With 'exposure: private' operators reach nodes through the bastions and no other way; this is {way}.",
            remedy
        );

    private static Diagnostic Error(string code, SourceLocation where, string message, string remedy) =>
        new(code, Severity.Error, where, message, remedy);
}
