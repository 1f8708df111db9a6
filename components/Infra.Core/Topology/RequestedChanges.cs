using System.Collections.Immutable;

namespace Infra.Core.Topology;

/// <summary>What was asked for and may be done.</summary>
/// <param name="Replaced">Slots that get their next generation.</param>
/// <param name="Removed">Slots that go.</param>
/// <param name="Reported">Slots that their service has made up for.</param>
internal sealed record RequestedChanges(
    ImmutableHashSet<(string Service, int Slot)> Replaced,
    ImmutableHashSet<(string Service, int Slot)> Removed,
    ImmutableHashSet<(string Service, int Slot)> Reported
)
{
    internal static RequestedChanges None { get; } = new([], [], []);
}
