using Infra.Core.Addressing;
using Infra.Core.Diagnostics;

namespace Infra.Core.Topology;

/// <summary>No address, or no subnet, is left for a node.</summary>
internal static class AddressesExhausted
{
    internal static Diagnostic NoSubnet(SourceLocation where, string zone, Cidr project) =>
        At(
            where,
            $"No addresses are left in zone {zone}: {project} has no room there for a subnet of nodes with public addresses.",
            "A /23 or /24 network has such subnets in zones a to d only. Use four zones or fewer, or no public access."
        );

    /// <param name="room">How many nodes all subnets have room for, in words.</param>
    /// <param name="wanted">How many are requested.</param>
    /// <param name="capacity">How many this subnet has room for.</param>
    internal static Diagnostic Full(SourceLocation where, string room, int wanted, Cidr subnet, int capacity, string zone) =>
        At(
            where,
            $"No addresses are left: {room}, and {wanted} are requested. {subnet} has room for {Shown.Count(capacity, "node")}, "
                + $"two addresses each, and zone {zone} is full.",
            "Use more zones or fewer nodes; if you have just removed nodes, apply that first. A project's network cannot grow: a larger "
                + "one requires a new project."
        );

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.AddressesExhausted, Severity.Error, where, message, remedy);
}
