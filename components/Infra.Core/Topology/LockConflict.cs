using Infra.Core.Addressing;
using Infra.Core.Diagnostics;

namespace Infra.Core.Topology;

/// <summary>Two entries of a lock file that contradict each other, or an entry that contradicts the project's kind.</summary>
internal static class LockConflict
{
    /// <summary>Placeholder for <see cref="LockRemedy.Merged"/>, which needs the file name: <see cref="LockReader"/> replaces it.</summary>
    internal const string Twice = "merged";

    /// <summary>Without a remedy, which <see cref="LockReader"/> adds.</summary>
    internal static Diagnostic Inside(SourceLocation where, string message) => At(where, message, "");

    /// <param name="name">What is used twice: <c>Port 12300</c>.</param>
    /// <param name="first">The path of its first use.</param>
    internal static Diagnostic UsedTwice(SourceLocation where, string name, string first) =>
        At(where, $"{name} is used twice; first in {first}.", Twice);

    /// <param name="kind">The kind of project that has no subnets of nodes with public addresses.</param>
    internal static Diagnostic PublicNode(SourceLocation where, string fileName, string node, IpAddr address, string kind) =>
        At(
            where,
            $"The lock file {fileName} has {node} at {address}, in a subnet of nodes with public addresses, which there is not in {kind}.",
            LockRemedy.Restore(fileName)
        );

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.LockConflict, Severity.Error, where, message, remedy);
}
