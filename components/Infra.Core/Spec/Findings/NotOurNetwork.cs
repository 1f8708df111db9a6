using Infra.Core.Diagnostics;
using Infra.Core.Spec.Existing;

namespace Infra.Core.Spec.Findings;

/// <summary>A key that would change a network that the project does not own.</summary>
internal static class NotOurNetwork
{
    internal static Diagnostic Peerings(SourceLocation key) =>
        At(
            key,
            "Peerings would change routes and permissions of a network that the project does not own.",
            "Have its owner peer it, and list the peered networks in 'allowedSources'."
        );

    internal static Diagnostic NetworkAcls(SourceLocation key) =>
        At(
            key,
            "Network ACLs would replace those that the subnets' owner has set.",
            "Remove the key; security groups and node firewalls stay in place."
        );

    internal static Diagnostic Nat(SourceLocation key) =>
        At(key, "The owner of an existing network decides how traffic leaves it.", $"Remove the key '{NatReader.Key}'.");

    internal static Diagnostic InEce(SourceLocation key) =>
        At(
            key,
            "An enhanced compliance project must have its own network and share it with nobody.",
            $"Remove the key '{ExistingNetworkReader.Key}'."
        );

    private static Diagnostic At(SourceLocation key, string message, string remedy) =>
        new(DiagnosticCodes.NotOurNetwork, Severity.Error, key, message, remedy);
}
