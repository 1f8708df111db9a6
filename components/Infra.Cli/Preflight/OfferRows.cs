using System.Collections.Immutable;

namespace Infra.Cli.Preflight;

/// <summary>Compares what zones offer with where nodes are placed.</summary>
internal static class OfferRows
{
    /// <param name="offered">Zones that offer the machine type.</param>
    internal static PreflightRow Of(string machine, IEnumerable<string> zones, Reply<ImmutableHashSet<string>> offered)
    {
        var wanted = zones.Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
        var subject = $"{machine} in {string.Join(", ", wanted)}";
        return offered.Row(
            "machine",
            subject,
            known =>
                wanted.Where(zone => !known.Contains(zone)).ToImmutableArray() is { IsEmpty: false } missing
                    ? new PreflightRow(
                        "machine",
                        subject,
                        PreflightVerdict.Failed,
                        $"not offered in {string.Join(", ", missing)}",
                        "List zones that offer it under 'zones', or choose another plan. A zone that already holds a node cannot change."
                    )
                    : PreflightRow.Ok("machine", subject, "offered"),
            "Check in the console whether the zones offer it."
        );
    }

    /// <summary>The machine type of each service, with the zones of its nodes.</summary>
    internal static IEnumerable<IGrouping<string, string>> Wanted(Core.ProjectPlan plan) =>
        from node in plan.Topology.Machines
        group node.Zone.Name by node.Machine.Name into machine
        orderby machine.Key
        select machine;
}
