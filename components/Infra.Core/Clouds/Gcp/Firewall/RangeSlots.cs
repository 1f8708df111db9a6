using System.Buffers.Binary;
using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Clouds.Gcp;

/// <summary>
/// Spreads a list that is too long for one rule over a fixed number of rules, each network by the hash of its text: adding or removing one
/// changes only its own rule. (A neighbour that it merges with may be in another.) A list within the limit is one rule; crossing the limit
/// replaces that one with the slots, once.
/// </summary>
internal static class RangeSlots
{
    // The longest possible list is 8,000 networks: 2,000 per slot, give or take a hundred.
    internal const int Count = 4;

    /// <summary>Slot number, 1-4, or null if one rule holds all; never an empty list.</summary>
    internal static IEnumerable<(int? Slot, ImmutableArray<Cidr> Cidrs)> Of(ImmutableArray<Cidr> cidrs, int limit) =>
        cidrs.Length <= limit
            ? [(null, cidrs)]
            : cidrs.GroupBy(SlotOf).OrderBy(slot => slot.Key).Select(slot => ((int?)slot.Key, slot.ToImmutableArray()));

    private static int SlotOf(Cidr cidr) => 1 + (int)(BinaryPrimitives.ReadUInt32BigEndian(Stable.Sha256($"{cidr}")) % Count);
}
