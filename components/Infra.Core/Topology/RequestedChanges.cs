using System.Collections.Immutable;

namespace Infra.Core.Topology;

/// <summary>The requested changes that are permitted.</summary>
/// <param name="Replaced">Slots that get their next generation.</param>
/// <param name="Removed">Slots that are removed.</param>
/// <param name="Reported">Slots reported as refilled: their service's redundancy is restored.</param>
internal sealed record RequestedChanges(
    ImmutableHashSet<(string Service, int Slot)> Replaced,
    ImmutableHashSet<(string Service, int Slot)> Removed,
    ImmutableHashSet<(string Service, int Slot)> Reported
)
{
    internal static RequestedChanges None { get; } = new([], [], []);

    /// <summary>The bastions' slots that get their next generation.</summary>
    internal ImmutableHashSet<int> ReplacedBastions { get; init; } = [];
}
