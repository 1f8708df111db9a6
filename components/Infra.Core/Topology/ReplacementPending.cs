using Infra.Core.Diagnostics;

namespace Infra.Core.Topology;

/// <summary>A replacement or removal that would leave a service without its data: another of its nodes is empty, or would be.</summary>
internal static class ReplacementPending
{
    internal static Diagnostic Together(SourceLocation service, string command, string name, IReadOnlyList<int> going) =>
        At(
            service,
            $"{Nodes(name, going)} belong to one service: their volumes would be empty at the same time.",
            "Replace one node of a service at a time; the next one when the service has recovered and "
                + $"'{PendingRefill.Report(command, name, going.Take(1))}' has reported it."
        );

    /// <param name="again">The node as it is in the lock file.</param>
    internal static Diagnostic Again(SourceLocation service, string command, string name, int slot, LockedNode again) =>
        At(
            service,
            $"{name}-{slot} is already being replaced: '{name}' has not recovered from its generation {again.Generation} yet.",
            "If it is not applied yet, run up. If it is applied and refilled: "
                + $"'{PendingRefill.Report(command, name, [slot])}', then this command again. If it is applied but lost: "
                + $"'{Replacement.AgainCommand(command, name, slot, again)}'."
        );

    /// <param name="pending">The nodes that the service has not recovered from.</param>
    internal static Diagnostic LastCopy(SourceLocation service, string command, string name, int slot, IReadOnlyList<int> pending) =>
        At(
            service,
            $"'{name}' has not recovered from replacing {Nodes(name, pending)} yet: {name}-{slot} may hold the last copy of the data.",
            "Once that one is applied and its volumes are refilled: "
                + $"'{PendingRefill.Report(command, name, pending)}'; then run this command again."
        );

    private static string Nodes(string name, IReadOnlyList<int> slots) => Shown.List(slots.Select(slot => $"{name}-{slot}"));

    private static Diagnostic At(SourceLocation service, string message, string remedy) =>
        new(DiagnosticCodes.ReplacementPending, Severity.Error, service, message, remedy);
}
