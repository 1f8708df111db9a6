using System.Collections.Immutable;
using Infra.Core.Topology;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// Assigns network ACL rule numbers. No function of a rule's meaning could avoid collisions (there are more networks than numbers), so a
/// number is assigned once and kept in the lock file; adding or removing rules moves none.
/// </summary>
/// <remarks>
/// A freed number is not reused in the same run: the new rule is created before the old one is deleted, and AWS rejects two rules with one
/// number. A list has at most 40 rules per direction, so old and new together are far fewer than the available numbers.
/// </remarks>
internal static class AclNumbers
{
    // Leaves gaps for rules added by hand in an emergency.
    private const int Step = 10;

    /// <summary>Returns a number for each draft without a fixed one.</summary>
    /// <param name="old">The numbers in the lock file.</param>
    internal static ImmutableSortedDictionary<string, int> Assign(
        IEnumerable<AclDraft> drafts,
        ImmutableSortedDictionary<string, int> old,
        List<LockChange> changes
    )
    {
        var wanted = drafts
            .Where(draft => draft.Number is null)
            .ToDictionary(
                draft => draft.Key,
                draft => draft.IsAfterDenies ? AclNumberBands.AfterDenies : AclNumberBands.BeforeDenies,
                StringComparer.Ordinal
            );
        var kept = old.Where(entry => wanted.TryGetValue(entry.Key, out var band) && AclNumberBands.IsIn(band, entry.Value))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach (var (key, number) in old.Where(entry => !kept.ContainsKey(entry.Key)))
        {
            changes.Add(new LockChange(LockChangeKind.Frees, $"networkAcl.{key}", $"network ACL: freed number {number} of {key}."));
        }

        var taken = old.Values.ToHashSet();
        foreach (var key in wanted.Keys.Where(key => !kept.ContainsKey(key)).Order(StringComparer.Ordinal))
        {
            var number = Next(wanted[key], taken);
            kept = kept.Add(key, number);
            changes.Add(new LockChange(LockChangeKind.Adds, $"networkAcl.{key}", $"network ACL: number {number} for {key}."));
        }

        return kept;
    }

    /// <summary>Placeholder numbers for a list that is too long, so that the rest of its plan is still checked.</summary>
    internal static ImmutableSortedDictionary<string, int> Provisional(IEnumerable<AclDraft> drafts) =>
        drafts
            .Where(draft => draft.Number is null)
            .Select((draft, index) => KeyValuePair.Create(draft.Key, index + 1))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static int Next((int First, int Last) band, HashSet<int> taken)
    {
        for (var number = band.First; number <= band.Last; number += Step)
        {
            if (taken.Add(number))
            {
                return number;
            }
        }

        return Enumerable.Range(band.First, band.Last - band.First + 1).First(taken.Add);
    }
}
