using Infra.Core.Diagnostics;

namespace Infra.Core.Topology;

/// <summary>A service or a node that is no longer in the stack file, with data that would be deleted.</summary>
internal static class RemovalNotAcknowledged
{
    /// <param name="what">What would be deleted, as a sentence.</param>
    internal static Diagnostic Service(SourceLocation services, string command, string name, string what) =>
        At(services, what, $"Restore '{name}'. To delete it with its data", command, name);

    /// <param name="has">How many nodes there are, in words.</param>
    /// <param name="slot">The one that would be removed.</param>
    internal static Diagnostic Node(
        SourceLocation nodes,
        string command,
        string name,
        LockedService service,
        string has,
        int wanted,
        int slot,
        IReadOnlyCollection<string> volumes
    ) =>
        At(
            nodes,
            $"'{name}' has {has} but the file requests {wanted}: a node would be deleted"
                + $"{(volumes.Count == 0 ? "" : $", and with it the data of its volumes ({Shown.List(volumes)})")}.",
            $"Put 'nodes: {service.Nodes.Count}' back. To delete {name}-{slot}, once the other nodes hold its data",
            command,
            $"{name}-{slot}"
        );

    private static Diagnostic At(SourceLocation where, string message, string remedy, string command, string removed) =>
        new(DiagnosticCodes.RemovalNotAcknowledged, Severity.Error, where, message, $"{remedy}: '{command} --remove {removed}', then up.");
}
